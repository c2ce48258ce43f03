using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution;

/// <summary>A batch as the scanner plans it.</summary>
/// <param name="Ordinal">Its position among the job's batches, from 0 without a gap.</param>
/// <param name="Id">Its id.</param>
/// <param name="Submissions">Submissions in it, or groups of their files where an archive holds them apart.</param>
/// <param name="Batch">Where its files are.</param>
/// <param name="SourceBytes">Bytes of a streamed source that were read for it, since the batch before; 0 where the source is no stream.</param>
/// <param name="Trace">Its trace, which goes with it through the ledger to whoever works on it; null where nothing is traced.</param>
public sealed record PlannedBatch(long Ordinal, BatchId Id, int Submissions, BatchReference Batch, long SourceBytes = 0, string? Trace = null);
