using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Tree;

/// <summary>Access to a tree by .NET's file API: same results as the direct calls, slower.</summary>
internal sealed class PortableTreeAccess(string root) : TreeAccess
{
    private const int TooManyOpenInSystem = 23;
    private const int TooManyOpen = 24;
    private const int WindowsTooManyOpen = unchecked((int)0x80070004);

    private static readonly EnumerationOptions s_all = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    private IEnumerator<FileSystemInfo>? _entries;
    private SafeFileHandle? _file;
    private long _offset;
    private byte[] _name = [];
    private string _folder = "";

    public override ReadOnlySpan<byte> EntryName => _name;

    public override void OpenFolder(TreePath path)
    {
        CloseFolder();
        _folder = path.ToString();
        try
        {
            var folder = new DirectoryInfo(Path.Combine(root, _folder));
            // Nothing below the root is reached through a link, not even where one took a folder's place since the listing.
            if (path.Length > 0 && folder.LinkTarget is not null)
                throw new IOException("it is a symbolic link");
            _entries = folder.EnumerateFileSystemInfos("*", s_all).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"the folder '{_folder}' can't be opened", e);
        }
    }

    public override bool MoveToNextEntry()
    {
        try
        {
            if (_entries is null || !_entries.MoveNext())
            {
                CloseFolder();
                return false;
            }
            FileSystemInfo entry = _entries.Current;
            _name = Encoding.UTF8.GetBytes(entry.Name);
            EntryType = entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null ? FolderEntryType.Other
                : entry.Attributes.HasFlag(FileAttributes.Directory) ? FolderEntryType.Folder
                : entry.Attributes.HasFlag(FileAttributes.Device) ? FolderEntryType.Other
                : FolderEntryType.File;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CloseFolder();
            throw Failure($"the folder '{_folder}' can't be listed", e);
        }
    }

    public override long EntrySize()
    {
        try
        {
            return _entries?.Current is FileInfo file ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public override void OpenFile(TreePath path)
    {
        CloseFile();
        string name = path.ToString();
        try
        {
            var file = new FileInfo(Path.Combine(root, name));
            if (file.LinkTarget is not null)
                throw new IOException("it is a symbolic link");
            _file = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            _offset = 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"the file '{name}' can't be opened", e);
        }
    }

    public override int ReadFile(Span<byte> buffer)
    {
        try
        {
            int count = RandomAccess.Read(_file!, buffer, _offset);
            _offset += count;
            return count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure("the file can't be read", e);
        }
    }

    public override void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }

    protected override void Dispose(bool disposing)
    {
        CloseFile();
        CloseFolder();
        base.Dispose(disposing);
    }

    private void CloseFolder()
    {
        _entries?.Dispose();
        _entries = null;
    }

    private static Exception Failure(string what, Exception cause) =>
        cause.HResult is TooManyOpen or TooManyOpenInSystem or WindowsTooManyOpen
            ? new SourceException($"{what}: {cause.Message} Raise the limit of open files or use fewer threads, and resume.", cause)
            : new FileUnreadableException($"{what}: {cause.Message}", cause);
}
