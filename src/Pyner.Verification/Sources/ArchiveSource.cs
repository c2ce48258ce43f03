using System.Formats.Tar;
using System.IO.Compression;

namespace Pyner.Verification.Sources;

/// <summary>A tar, plain or gzip-compressed, read once from its beginning to its end. Members of a submission need not be neighbours.</summary>
internal sealed class ArchiveSource(string path) : VerifiedSource
{
    private const int BufferSize = 1 << 20;

    public override bool IsGrouped => false;

    public override IEnumerable<SourceFile> Files(long? limit)
    {
        using FileStream file = OpenFile();
        using Stream tar = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var taken = limit is null ? null : new HashSet<SubmissionId>();
        foreach (TarEntry entry in Entries(tar))
        {
            bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            string name = Normalized(entry.Name);
            // Folders, a file whose name ends as a folder's among them, and what is said of all members are nothing that is passed over.
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList or TarEntryType.GlobalExtendedAttributes
                || (isFile && name.EndsWith('/')))
                continue;
            if (!isFile || !SubmissionId.TryParseFileName(Path.GetFileName(name), out SubmissionId submission, out DocumentKind kind))
            {
                IgnoredFiles++;
                continue;
            }
            if (taken is not null && !taken.Contains(submission))
            {
                // The job stops here, rather than read the whole archive for what else may belong to the first ones.
                if (taken.Count == limit)
                    yield break;
                taken.Add(submission);
            }
            yield return new SourceFile(name, submission, kind, () => entry.DataStream ?? Stream.Null);
        }
    }

    private FileStream OpenFile()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerificationException($"The source '{path}' can't be opened: {e.Message}", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip;
    }

    /// <summary>The entries of all archives that the stream has one after the other.</summary>
    private IEnumerable<TarEntry> Entries(Stream tar)
    {
        var blocks = new TarBlocks(tar);
        do
        {
            using var reader = new TarReader(blocks, leaveOpen: true);
            while (Guard(() => reader.GetNextEntry()) is TarEntry entry)
                yield return entry;
        }
        while (Guard(blocks.SkipEmpty));
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new VerificationException($"The archive '{path}' is truncated or damaged: {e.Message}", e);
        }
    }

    private static string Normalized(string name)
    {
        string path = name.TrimStart('/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..].TrimStart('/');
        return path;
    }
}
