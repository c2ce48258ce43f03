using Pyner.Verification.Sources;

namespace Pyner.Verification.Counting;

/// <summary>A submission file whose records do not count.</summary>
/// <param name="Path">Path relative to the source's root.</param>
/// <param name="Submission">Its submission.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">Why, for a person.</param>
public sealed record RejectedDocument(string Path, SubmissionId Submission, DocumentKind Kind, string Message);
