namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>How far a job's plan is.</summary>
/// <param name="Planned">Batches planned.</param>
/// <param name="FirstUnparsed">Ordinal of the first of them that is neither parsed nor given up.</param>
/// <param name="SourceBytes">Bytes of a streamed source that were read for them.</param>
internal readonly record struct PlanPosition(long Planned, long FirstUnparsed, long SourceBytes);
