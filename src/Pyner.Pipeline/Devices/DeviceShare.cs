using Pyner.Pipeline.Batches;

namespace Pyner.Pipeline.Devices;

/// <summary>One device's share of a job.</summary>
/// <param name="Device">The device.</param>
/// <param name="Batches">Batches that it parsed.</param>
/// <param name="Figures">What was in them.</param>
/// <param name="Busy">How long it took, all its threads together.</param>
/// <param name="Work">What the device itself did for them, and left to the processor; null for the processor.</param>
public sealed record DeviceShare(string Device, long Batches, BatchFigures Figures, TimeSpan Busy, DeviceWork? Work = null);
