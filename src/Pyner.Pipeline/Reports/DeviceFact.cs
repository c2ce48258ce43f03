namespace Pyner.Pipeline.Reports;

/// <summary>A device's share, as job.json has it.</summary>
/// <param name="Device">The device.</param>
/// <param name="Model">What it is, or null for the processor.</param>
/// <param name="Batches">Batches that it parsed.</param>
/// <param name="Submissions">Submissions in them.</param>
/// <param name="Bytes">Bytes of XML in them.</param>
/// <param name="BusySeconds">How long that took, its threads together.</param>
internal sealed record DeviceFact(string Device, string? Model, long Batches, long Submissions, long Bytes, double BusySeconds);
