using Pyner.Sra;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A group of a submission's files, in memory.</summary>
internal sealed record MemorySubmission(SubmissionAccession Accession, bool IsFirstGroup, IReadOnlyList<(SubmissionFileKind Kind, byte[] Bytes)> Files);
