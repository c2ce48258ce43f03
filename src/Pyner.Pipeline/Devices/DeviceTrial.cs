using System.Globalization;

namespace Pyner.Pipeline.Devices;

/// <summary>
/// Measures a job's first batches on the devices and on the processor in turn, and chooses what took less time for its bytes. All of a job's threads share
/// one. Whatever it chooses, the result is the same.
/// </summary>
internal sealed class DeviceTrial
{
    /// <summary>Batches that each side does at least, after the first of each thread, in which code is compiled and memory taken.</summary>
    public const int Batches = 4;

    /// <summary>Bytes that each side reads at least, unless there are many batches of few bytes.</summary>
    public const long Bytes = 16 << 20;

    /// <summary>Batches of one side after which bytes do not matter any more.</summary>
    public const int MostBatches = 50;

    private readonly Lock _lock = new();
    private readonly string _devices;
    private readonly Action<string> _say;
    private Side _onDevice;
    private Side _onHost;
    private int _asked;
    private volatile Choice _choice;

    /// <summary>Begins a trial.</summary>
    /// <param name="devices">The devices' names.</param>
    /// <param name="say">Takes a sentence about the outcome.</param>
    public DeviceTrial(string devices, Action<string> say)
    {
        _devices = devices;
        _say = say;
    }

    private enum Choice
    {
        None,
        Device,
        Processor,
    }

    /// <summary>Whether the choice is made. It is made once.</summary>
    public bool IsDecided => _choice != Choice.None;

    /// <summary>Whether the choice is made for the processor, so that what serves devices can go.</summary>
    public bool DropsDevice => _choice == Choice.Processor;

    /// <summary>Whether the next batch is for a device.</summary>
    public bool UsesDevice() => _choice switch
    {
        Choice.None => Interlocked.Increment(ref _asked) % 2 == 1,
        Choice.Device => true,
        _ => false,
    };

    /// <summary>Takes a measurement.</summary>
    /// <param name="onDevice">Whether a device did it.</param>
    /// <param name="bytes">Bytes of XML in the batch.</param>
    /// <param name="elapsed">How long the thread was busy with it.</param>
    public void Add(bool onDevice, long bytes, TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (IsDecided)
                return;
            if (onDevice)
                _onDevice.Add(bytes, elapsed);
            else
                _onHost.Add(bytes, elapsed);
            if (!_onDevice.IsEnough || !_onHost.IsEnough)
                return;
            _choice = _onDevice.Rate > _onHost.Rate ? Choice.Device : Choice.Processor;
        }
        string chosen = _choice == Choice.Device ? _devices : "the processor";
        _say(string.Create(
            CultureInfo.InvariantCulture,
            $"auto: over {_onDevice.Count + _onHost.Count} batches a thread read {_onDevice.Rate / 1e6:N0} MB/s with {_devices} "
            + $"and {_onHost.Rate / 1e6:N0} MB/s without; going on with {chosen}"));
    }

    private struct Side
    {
        public int Count { get; private set; }

        public readonly bool IsEnough => (Count >= Batches && _bytes >= Bytes) || Count >= MostBatches;

        public readonly double Rate => _elapsed > TimeSpan.Zero ? _bytes / _elapsed.TotalSeconds : 0;

        private long _bytes;
        private TimeSpan _elapsed;

        public void Add(long bytes, TimeSpan elapsed)
        {
            Count++;
            _bytes += bytes;
            _elapsed += elapsed;
        }
    }
}
