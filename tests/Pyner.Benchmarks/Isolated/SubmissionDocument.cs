using Pyner.Sra;

namespace Pyner.Benchmarks.Isolated;

/// <summary>A file of a submission.</summary>
/// <param name="Submission">The submission's accession.</param>
/// <param name="Kind">The file's kind.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record SubmissionDocument(string Submission, SubmissionFileKind Kind, byte[] Bytes);
