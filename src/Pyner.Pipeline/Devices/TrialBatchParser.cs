using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Devices;

/// <summary>
/// Parses a job's first batches in turn on a device and on the processor, and then goes on with what the trial chose, or without a device that failed for
/// good.
/// </summary>
internal sealed class TrialBatchParser : IBatchParser
{
    private readonly IBatchParser _onHost;
    private readonly DeviceTrial _trial;
    private DeviceBatchParser? _onDevice;
    private IBatchParser _last;
    private bool _deviceIsWarm;
    private bool _hostIsWarm;

    /// <summary>Makes a parser.</summary>
    /// <param name="onDevice">Parses on a device; owned from now on.</param>
    /// <param name="onHost">Parses on the processor; owned from now on.</param>
    /// <param name="trial">Chooses.</param>
    public TrialBatchParser(DeviceBatchParser onDevice, IBatchParser onHost, DeviceTrial trial)
    {
        _onDevice = onDevice;
        _onHost = onHost;
        _trial = trial;
        _last = onHost;
    }

    /// <inheritdoc/>
    public string Indexer => _last.Indexer;

    /// <inheritdoc/>
    public string Device => _last.Device;

    /// <inheritdoc/>
    public DeviceWork? Work => _last.Work;

    /// <inheritdoc/>
    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows)
    {
        if (_onDevice is { IsGivenUp: true })
            DropDevice();
        if (_trial.IsDecided)
        {
            if (_trial.DropsDevice)
                DropDevice();
            _last = _onDevice ?? _onHost;
            return _last.Parse(reader, rows);
        }
        bool usesDevice = _onDevice is not null && _trial.UsesDevice();
        _last = usesDevice ? _onDevice! : _onHost;
        long started = Stopwatch.GetTimestamp();
        Partial partial = _last.Parse(reader, rows);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        // The first batch of each pays for what is made once; what a device fails at is not its work.
        ref bool isWarm = ref usesDevice ? ref _deviceIsWarm : ref _hostIsWarm;
        if (isWarm && _last.Work is not { Counters.Failures: > 0 })
            _trial.Add(usesDevice, partial.Totals.Bytes, elapsed);
        isWarm = true;
        return partial;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DropDevice();
        _onHost.Dispose();
    }

    private void DropDevice()
    {
        _onDevice?.Dispose();
        _onDevice = null;
    }
}
