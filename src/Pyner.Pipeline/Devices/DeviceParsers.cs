using System.Collections.Concurrent;
using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Devices;

/// <summary>
/// Makes parsers that use devices: each for the device that has the fewest so far, so that with as many threads as devices each has one. Outlives the parsers.
/// </summary>
public sealed class DeviceParsers : IDeviceReports, IDisposable
{
    private readonly List<IDocumentIndexer?> _devices = []; // null for the processor
    private readonly List<FallbackTally> _tallies = [];
    private readonly List<int> _users = [];
    private readonly ConcurrentQueue<string> _notices = [];
    private readonly HashSet<string> _told = [];
    private readonly Lock _lock = new();
    private DeviceTrial? _trial;

    private DeviceParsers()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<DeviceReport> Reports =>
    [
        .. _devices.Zip(_tallies).Where(pair => pair.First is not null)
            .Select(pair => new DeviceReport(pair.First!.Device, pair.Second.Now with { Counters = pair.First.Counters })),
    ];

    /// <summary>
    /// What works now, as far as that is known: the devices' names, or the processor's once <c>auto</c> has chosen it or a device has failed for good.
    /// </summary>
    public IReadOnlyList<DeviceName> InUse => _trial is { DropsDevice: true }
        ? [DeviceName.Cpu]
        : [.. _devices.Select(device => device is { IsGivenUp: false } ? device.Device.Name : DeviceName.Cpu).Distinct()];

    /// <summary>Opens the devices that were asked for.</summary>
    /// <param name="request">What was asked for. For <c>auto</c>, GPUs are looked for, tried, and used if they turn out to be faster.</param>
    /// <param name="provider">Finds and opens devices. Asked only where a device is wanted and the library of one is there.</param>
    /// <exception cref="DeviceException">A device that was named is not there, or can't be used.</exception>
    public static DeviceParsers Open(DeviceRequest request, IDeviceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(provider);
        if (request.IsAuto)
            return OpenBest(provider, DeviceLibraries.AreThere(DeviceKind.Cuda) || DeviceLibraries.AreThere(DeviceKind.OpenCL));
        var parsers = new DeviceParsers();
        try
        {
            parsers.OpenAll(request.Devices.Select(name => name.Kind == DeviceKind.Cpu ? null : provider.Open(name)));
            return parsers;
        }
        catch
        {
            parsers.Dispose();
            throw;
        }
    }

    /// <summary>Makes a parser for one thread.</summary>
    /// <exception cref="JobException">The processor's indexer that was asked for does not exist or does not run on this machine.</exception>
    public IBatchParser CreateParser()
    {
        int device;
        lock (_lock)
        {
            device = _users.IndexOf(_users.Min());
            _users[device]++;
        }
        try
        {
            return new CountedParser(Create(device), () => Leave(device));
        }
        catch
        {
            Leave(device);
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> TakeNotices()
    {
        foreach (DeviceReport report in Reports)
        {
            string name = report.Device.Name.ToString();
            if (report.Work.Counters.FirstFailure is { } failure && _told.Add(name))
                _notices.Enqueue($"the device {name} failed ({failure}); the processor does what it fails at");
            if (report.Work.Counters.OutOfMemory > 0 && _told.Add(name + " memory"))
                _notices.Enqueue($"the device {name} has no memory left; the processor does what it has no memory for");
        }
        var notices = new List<string>();
        while (_notices.TryDequeue(out string? notice))
            notices.Add(notice);
        return notices;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDocumentIndexer? device in _devices)
            device?.Dispose();
        _devices.Clear();
    }

    /// <summary>Opens what <c>auto</c> chooses from.</summary>
    /// <param name="provider">Finds and opens devices.</param>
    /// <param name="areLibrariesThere">Whether it is worth asking.</param>
    internal static DeviceParsers OpenBest(IDeviceProvider provider, bool areLibrariesThere)
    {
        var parsers = new DeviceParsers();
        foreach (DeviceDescription device in areLibrariesThere ? provider.FindUsable() : [])
        {
            try
            {
                parsers.OpenAll([provider.Open(device.Name)]);
            }
            catch (DeviceException e)
            {
                parsers._notices.Enqueue($"auto: {e.Message}");
            }
        }
        if (parsers._devices.Count > 0)
        {
            parsers._trial = new DeviceTrial(string.Join(", ", parsers._devices.Select(device => device!.Device.Name)), parsers._notices.Enqueue);
            return parsers;
        }
        parsers.OpenAll([null]);
        parsers._notices.Enqueue("auto: no device that can be used, so the processor does it all; 'pyner devices' says why");
        return parsers;
    }

    private void OpenAll(IEnumerable<IDocumentIndexer?> devices)
    {
        foreach (IDocumentIndexer? device in devices)
        {
            _devices.Add(device);
            _tallies.Add(new FallbackTally());
            _users.Add(0);
        }
    }

    private IBatchParser Create(int device)
    {
        if (_devices[device] is not { } indexer)
            return new SraBatchParser();
        var onDevice = new DeviceBatchParser(indexer, _tallies[device]);
        return _trial is null ? onDevice : new TrialBatchParser(onDevice, new SraBatchParser(), _trial);
    }

    private void Leave(int device)
    {
        lock (_lock)
            _users[device]--;
    }
}
