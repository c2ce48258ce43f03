namespace Pyner.Verification.Sources;

/// <summary>One submission file of a source, to be opened before the next one is asked for.</summary>
/// <param name="Path">Path relative to the source's root, with forward slashes.</param>
/// <param name="Submission">The submission in its name.</param>
/// <param name="Kind">The kind in its name.</param>
/// <param name="Open">Opens it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where the system refuses.</param>
public sealed record SourceFile(string Path, SubmissionId Submission, DocumentKind Kind, Func<Stream> Open)
{
    /// <summary>Why this is a submission's folder that can't be listed, and no file; null for a file.</summary>
    public string? FolderFault { get; init; }
}
