namespace Pyner.Sra.Sources;

/// <summary>A batch of a stream, once it lies in a spool.</summary>
/// <param name="Reference">Where it is, for <see cref="ReferencedSource.Open(BatchReference, long)"/>.</param>
/// <param name="Submissions">The submission of each of its groups, in order.</param>
/// <param name="Bytes">Bytes that it takes in the spool.</param>
public sealed record SpooledBatch(BatchReference Reference, IReadOnlyList<SubmissionAccession> Submissions, long Bytes);
