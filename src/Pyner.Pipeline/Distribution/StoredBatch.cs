namespace Pyner.Pipeline.Distribution;

/// <summary>What a ledger keeps of a <see cref="ParsedBatch"/> until a checkpoint has it; its figures are counted when it comes.</summary>
/// <param name="Partial">The batch's partial, as <see cref="KnowledgeBase.Partial.WriteTo"/> writes it.</param>
/// <param name="Groups">Groups of a submission's files that were read.</param>
/// <param name="Part">Digest of the part that its rows are in, by which the part is named; null where the job writes no tables.</param>
public sealed record StoredBatch(ReadOnlyMemory<byte> Partial, int Groups, UInt128? Part);
