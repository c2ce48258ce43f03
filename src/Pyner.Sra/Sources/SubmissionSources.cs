using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Sources.Tree;

namespace Pyner.Sra.Sources;

/// <summary>Opens what a person points at as a source of submissions.</summary>
public static class SubmissionSources
{
    /// <summary>Opens a folder, a tar or a tar.gz; which of them is found by looking, a file's name does not matter.</summary>
    /// <exception cref="SourceException">It does not exist, can't be read, is empty, holds no submission, or is something else.</exception>
    public static SubmissionSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return new TreeSubmissionSource(path);
        if (!File.Exists(path))
            throw new SourceException($"'{path}' does not exist, or this user may not look there. Give a folder of submissions, a tar or a tar.gz.")
            {
                IsAway = true
            };
        var file = new ArchiveFile(path);
        try
        {
            return OpenArchive(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SubmissionSource OpenArchive(ArchiveFile file, string path)
    {
        Span<byte> start = stackalloc byte[TarBlock.Size];
        start = start[..file.ReadAt(start, 0)];
        if (start is [0x1F, 0x8B, ..])
            return new TarGzSubmissionSource(file);
        if (start.Length == TarBlock.Size && (TarBlock.IsHeader(start) || TarBlock.IsZero(start)))
            return new TarSubmissionSource(file);
        // A header that is damaged is still known by its magic word: the error then says what is wrong, and where.
        if (start.Length >= 263 && start.Slice(257, 5).SequenceEqual("ustar"u8))
            return new TarSubmissionSource(file);
        throw new SourceException($"'{path}' is neither a folder, nor a tar, nor gzip-compressed. Give a folder of submissions, a tar or a tar.gz.");
    }
}
