namespace Pyner.Verification.Sources;

/// <summary>A source of submission files, read by the base class library alone.</summary>
public abstract class VerifiedSource
{
    /// <summary>Files that are no submission files and were passed over so far.</summary>
    public long IgnoredFiles { get; protected set; }

    /// <summary>Whether all files of a submission follow each other.</summary>
    public abstract bool IsGrouped { get; }

    /// <summary>The submission files, in the order in which they count.</summary>
    /// <param name="limit">Only those of the first so many submissions; null for all.</param>
    /// <exception cref="VerificationException">The source can't be read.</exception>
    public abstract IEnumerable<SourceFile> Files(long? limit);

    /// <summary>Opens a folder, a tar or a tar.gz; which one it is shows in its first bytes.</summary>
    /// <exception cref="VerificationException">There is nothing there, or it can't be read.</exception>
    public static VerifiedSource Open(string path)
    {
        if (Directory.Exists(path))
            return new TreeSource(path);
        if (!File.Exists(path))
            throw new VerificationException($"The source '{path}' does not exist. Give the folder, tar or tar.gz that the knowledge base was built from.");
        return new ArchiveSource(path);
    }
}
