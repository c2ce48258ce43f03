using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Tree;

/// <summary>Access to a tree by Linux's own calls: openat, getdents64, read, close, and nothing else.</summary>
internal sealed unsafe class LinuxTreeAccess : TreeAccess
{
    /// <summary>Stands for the working folder where a call takes a folder descriptor.</summary>
    public const int WorkingFolder = -100; // AT_FDCWD

    // struct linux_dirent64: inode (8), offset (8), length of this record (2), type (1), name, zero.
    private const int RecordLengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    private const byte TypeUnknown = 0;
    private const byte TypeFolder = 4;
    private const byte TypeFile = 8;

    private const int ListingBytes = 32 * 1024;

    private readonly SafeFileHandle _rootHandle;
    private readonly int _root;
    private readonly byte[] _listing = GC.AllocateUninitializedArray<byte>(ListingBytes, pinned: true);
    private readonly TreePath _entryPath = new();
    private int _folder = -1;
    private int _file = -1;
    private int _position;
    private int _end;
    private byte* _name;
    private int _nameLength;
    private bool _disposed;

    public LinuxTreeAccess(SafeFileHandle root)
    {
        bool added = false;
        root.DangerousAddRef(ref added);
        _rootHandle = root;
        _root = (int)root.DangerousGetHandle();
    }

    public override ReadOnlySpan<byte> EntryName => new(_name, _nameLength);

    public override void OpenFolder(TreePath path)
    {
        CloseFolder();
        _folder = LinuxCalls.OpenFolder(_root, path.Terminated());
        if (_folder < 0)
            throw Failure("folder", path.ToString(), "opened");
        _entryPath.Set(path.Bytes);
        _position = _end = 0;
    }

    public override bool MoveToNextEntry()
    {
        byte* listing = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_listing));
        while (true)
        {
            if (_position >= _end && !Refill(listing))
                return false;
            byte* entry = listing + _position;
            _position += Unsafe.ReadUnaligned<ushort>(entry + RecordLengthOffset);
            _name = entry + NameOffset;
            if (_name[0] == '.' && (_name[1] == 0 || (_name[1] == '.' && _name[2] == 0)))
                continue;
            _nameLength = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_name).Length;
            EntryType = entry[TypeOffset] switch
            {
                TypeFile => FolderEntryType.File,
                TypeFolder => FolderEntryType.Folder,
                TypeUnknown => FindType(),
                _ => FolderEntryType.Other,
            };
            return true;
        }
    }

    public override long EntrySize() => LinuxCalls.Size(_folder, _name);

    public override void OpenFile(TreePath path)
    {
        CloseFile();
        _file = LinuxCalls.OpenFile(_root, path.Terminated());
        if (_file < 0)
            throw Failure("file", path.ToString(), "opened");
    }

    public override int ReadFile(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            int count = LinuxCalls.Read(_file, start, buffer.Length);
            return count >= 0 ? count : throw Failure("file", "", "read");
        }
    }

    public override void CloseFile()
    {
        if (_file < 0)
            return;
        _ = LinuxCalls.Close(_file);
        _file = -1;
    }

    /// <summary>The system's words for the last failed call.</summary>
    public static string LastError()
    {
        int error = Marshal.GetLastPInvokeError();
        return $"{Marshal.GetPInvokeErrorMessage(error)} (error {error})";
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            CloseFile();
            CloseFolder();
            _rootHandle.DangerousRelease();
        }
        base.Dispose(disposing);
    }

    private bool Refill(byte* listing)
    {
        _position = 0;
        _end = LinuxCalls.List(_folder, listing, ListingBytes);
        if (_end > 0)
            return true;
        Exception? failure = _end < 0 ? Failure("folder", _entryPath.ToString(), "listed") : null;
        CloseFolder();
        return failure is null ? false : throw failure;
    }

    /// <summary>A few file systems do not tell an entry's type in the listing.</summary>
    private FolderEntryType FindType()
    {
        int length = _entryPath.Length;
        _entryPath.Append(EntryName);
        byte* path = _entryPath.Terminated();
        FolderEntryType type;
        if (LinuxCalls.IsLink(_root, path))
        {
            type = FolderEntryType.Other;
        }
        else
        {
            int descriptor = LinuxCalls.OpenFolder(_root, path);
            // What can't be opened for another reason than not being a folder may be one: it is taken for one, and then reported as unreadable.
            type = descriptor < 0 && Marshal.GetLastPInvokeError() == LinuxCalls.NotDirectory ? FolderEntryType.File : FolderEntryType.Folder;
            if (descriptor >= 0)
                _ = LinuxCalls.Close(descriptor);
        }
        _entryPath.Cut(length);
        return type;
    }

    private void CloseFolder()
    {
        if (_folder < 0)
            return;
        _ = LinuxCalls.Close(_folder);
        _folder = -1;
    }

    private static Exception Failure(string what, string path, string action)
    {
        int error = Marshal.GetLastPInvokeError();
        string message = $"the {what} {(path.Length > 0 ? $"'{path}' " : "")}can't be {action}: {LastError()}";
        // A shortage is the machine's, not the file's: rejecting files for it would make the figures depend on the moment.
        return error is LinuxCalls.OutOfMemory or LinuxCalls.TooManyOpen or LinuxCalls.TooManyOpenInSystem
            ? new SourceException(message + ". Raise the limit (ulimit -n) or use fewer threads, and resume.")
            : new FileUnreadableException(message);
    }
}
