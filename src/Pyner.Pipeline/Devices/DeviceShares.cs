using Pyner.Pipeline.Batches;

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
        DeviceShare share = _shares.GetValueOrDefault(batch.Device) ?? new DeviceShare(batch.Device, 0, default, TimeSpan.Zero);
        _shares[batch.Device] = share with
        {
            Batches = share.Batches + 1,
            Figures = share.Figures + BatchFigures.Of(batch.Partial!),
            Busy = share.Busy + batch.Busy,
            Work = DeviceWork.Sum(share.Work, batch.Work),
        };
    }
}
