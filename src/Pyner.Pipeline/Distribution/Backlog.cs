namespace Pyner.Pipeline.Distribution;

/// <summary>What a job has outstanding.</summary>
/// <param name="Unparsed">Batches planned, and neither parsed nor given up.</param>
/// <param name="UnmergedSubmissions">Submissions in the batches planned that no checkpoint has; those unparsed among them.</param>
/// <param name="FirstUnparsed">Ordinal of the first batch that is unparsed; the number of planned batches where none is.</param>
/// <param name="Planned">Batches planned. Fewer than a scanner saw planned before: the ledger came back older, and they have to be planned again.</param>
/// <param name="PlanEnded">Whether every batch is planned. No longer so though it was: likewise.</param>
/// <param name="CancelRequested">Whether the job is to be cancelled, at its end, or unknown.</param>
public readonly record struct Backlog(long Unparsed, long UnmergedSubmissions, long FirstUnparsed, long Planned, bool PlanEnded, bool CancelRequested);
