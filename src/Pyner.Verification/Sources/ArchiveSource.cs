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
        using var reader = new TarReader(tar);
        var taken = limit is null ? null : new HashSet<SubmissionId>();
        while (Next(reader) is TarEntry entry)
        {
            if (entry.EntryType is TarEntryType.Directory)
                continue;
            bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            string name = Normalized(entry.Name);
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

    private TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
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
