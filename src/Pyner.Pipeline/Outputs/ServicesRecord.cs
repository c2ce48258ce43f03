using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;

namespace Pyner.Pipeline.Outputs;

/// <summary>What <c>job.json</c> says of a job that several services did.</summary>
/// <param name="Devices">The share of each device.</param>
/// <param name="FailedBatches">How many batches were given up: their submissions are missing in the knowledge base.</param>
/// <param name="Failures">The first of them, with the reason.</param>
internal sealed record ServicesRecord(IReadOnlyList<DeviceShare> Devices, long FailedBatches, IReadOnlyList<FailedBatch> Failures);
