namespace Pyner.Sra.Sources;

/// <summary>What of a job lies in a spool.</summary>
/// <param name="Ordinals">Ordinals of the batches, ascending.</param>
/// <param name="Bytes">Bytes that they take, unfinished ones included.</param>
public sealed record SpoolContent(IReadOnlyList<long> Ordinals, long Bytes);
