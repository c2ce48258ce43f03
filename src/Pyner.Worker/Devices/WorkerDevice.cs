using Pyner.Pipeline;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Telemetry;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Worker.Devices;

/// <summary>What reads the XML in this worker. Outlives the parsers that it makes.</summary>
internal sealed class WorkerDevice : IDisposable
{
    private readonly string _processor;
    private readonly DeviceParsers? _devices;
    private readonly DeviceMetrics? _metrics;

    private WorkerDevice(string asked, string processor, DeviceParsers? devices)
    {
        Asked = asked;
        _processor = processor;
        _devices = devices;
        _metrics = devices is null ? null : new DeviceMetrics(devices);
    }

    /// <summary>What was asked for.</summary>
    public string Asked { get; }

    /// <summary>The device that does the work; several with commas where one is still to be chosen, or all work.</summary>
    public string Name => _devices is null ? "cpu" : string.Join(',', _devices.InUse);

    /// <summary>What reads the XML, for the status.</summary>
    public string Indexer
    {
        get
        {
            HashSet<DeviceName> inUse = [.. _devices?.InUse ?? []];
            string[] models = [.. (_devices?.Reports ?? []).Where(report => inUse.Contains(report.Device.Name)).Select(report => report.Device.Model)];
            return models.Length == 0 ? _processor : $"{string.Join(", ", models)} with {_processor}";
        }
    }

    /// <summary>Opens what was asked for.</summary>
    /// <param name="asked"><c>cpu</c>, <c>auto</c>, a device's name, or the number of an NVIDIA GPU.</param>
    /// <param name="memoryPercent">Percent of a device's memory that may be taken.</param>
    /// <exception cref="ServiceConfigurationException">It is not there, or can't be used.</exception>
    public static WorkerDevice Open(string asked, int memoryPercent)
    {
        try
        {
            string processor;
            using (IBatchParser parser = JobPorts.Default.CreateParser())
                processor = parser.Indexer;
            DeviceRequest request = DeviceRequest.Parse(DeviceName.TryParseShort(asked, out DeviceName name) ? name.ToString() : asked);
            // Without a device, nothing that knows one is loaded.
            return new WorkerDevice(
                asked, processor,
                request.IsCpuOnly ? null : DeviceParsers.Open(request, new IlgpuDevices(new DeviceOptions { MemoryShare = memoryPercent / 100.0 })));
        }
        catch (JobException e)
        {
            throw new ServiceConfigurationException(e.Message);
        }
        catch (DeviceException e)
        {
            throw new ServiceConfigurationException($"Worker__Device is {asked}: {e.Message}. Ask for one of these, or for auto, which does without.");
        }
    }

    /// <summary>Makes a parser, for one batch at a time.</summary>
    public IBatchParser CreateParser() => _devices?.CreateParser() ?? JobPorts.Default.CreateParser();

    /// <summary>Takes what happened since the last call that a person should know: sentences.</summary>
    public IReadOnlyList<string> TakeNotices() => _devices?.TakeNotices() ?? [];

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics?.Dispose();
        _devices?.Dispose();
    }
}
