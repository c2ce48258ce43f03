using Pyner.KnowledgeBase;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>A batch that was read to its end, or given up.</summary>
/// <param name="Ordinal">Its position among the source's batches.</param>
/// <param name="Id">Its id.</param>
/// <param name="Digest">Digest of the source from its start to the batch's end; empty where it has none.</param>
/// <param name="Partial">
/// What it contributes; null where it was only read again, because a checkpoint has it, and where it was given up: the job goes on without it.
/// </param>
/// <param name="Groups">Groups of a submission's files in it.</param>
/// <param name="Busy">How long reading and parsing took.</param>
/// <param name="Device">What read the XML: <c>cpu</c>, <c>cuda:0</c> and so on.</param>
/// <param name="Work">What that device did for it; null for the processor.</param>
/// <param name="Part">Where its rows are; null where none are wanted, and where it was given up.</param>
/// <param name="Place">From where a later reading can begin with it; null where that was not kept.</param>
/// <param name="IsCondensed">Whether <paramref name="Partial"/> has its rejected files alone: what it counted went into a sum while it waited.</param>
internal sealed record CompletedBatch(
    long Ordinal, BatchId Id, byte[] Digest, Partial? Partial, int Groups, TimeSpan Busy, string Device = CompletedBatch.Cpu,
    DeviceWork? Work = null, PartReference? Part = null, SourcePlace? Place = null, bool IsCondensed = false)
{
    /// <summary>The processor, as a device.</summary>
    public const string Cpu = "cpu";
}
