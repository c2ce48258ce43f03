using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;

namespace Pyner.Pipeline.Devices;

/// <summary>Adds up what each device had of a job.</summary>
internal sealed class DeviceShares
{
    private readonly Dictionary<string, DeviceShare> _shares = new(StringComparer.Ordinal);

    /// <summary>The shares so far, the largest first.</summary>
    public IReadOnlyList<DeviceShare> Now =>
        [.. _shares.Values.OrderByDescending(share => share.Figures.Bytes).ThenBy(share => share.Device, StringComparer.Ordinal)];

    /// <summary>Adds a batch that was parsed.</summary>
    public void Add(CompletedBatch batch)
    {
        Partial partial = batch.Partial!;
        Totals totals = partial.Totals;
        DeviceShare share = _shares.GetValueOrDefault(batch.Device) ?? new DeviceShare(batch.Device, 0, default, TimeSpan.Zero);
        BatchFigures figures = share.Figures;
        _shares[batch.Device] = new DeviceShare(
            batch.Device,
            share.Batches + 1,
            new BatchFigures(
                figures.Submissions + totals.Submissions,
                figures.Bytes + totals.Bytes,
                figures.Rejected + partial.Rejected.Count,
                figures.Experiments + totals.Experiments,
                figures.Samples + totals.Samples,
                figures.Runs + totals.Runs),
            share.Busy + TimeSpan.FromSeconds((double)batch.BusyTicks / Stopwatch.Frequency),
            DeviceWork.Sum(share.Work, batch.Work));
    }
}
