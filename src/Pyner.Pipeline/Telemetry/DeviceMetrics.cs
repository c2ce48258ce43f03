using System.Diagnostics.Metrics;
using Pyner.Pipeline.Devices;

namespace Pyner.Pipeline.Telemetry;

/// <summary>The figures of a process's devices, for whoever listens: what their kernels and the copies to and from them took.</summary>
public sealed class DeviceMetrics : IDisposable
{
    private readonly Meter _meter = new(PipelineMetrics.MeterName);

    /// <summary>Tells them until it is disposed of.</summary>
    /// <param name="devices">What the devices do.</param>
    public DeviceMetrics(IDeviceReports devices)
    {
        Observe("pyner.device.kernel.time", "s", "Time in kernels, all streams together.", report => report.Work.Counters.KernelTime.TotalSeconds);
        Observe(
            "pyner.device.copy.time", "s", "Time of copies to and from the device, all streams together.",
            report => report.Work.Counters.CopyTime.TotalSeconds);
        Observe("pyner.device.indexed", "By", "Bytes of XML that the device indexed.", report => report.Work.Counters.Bytes);
        Observe(
            "pyner.device.failures", "{batch}", "Buffers full of files that were left to the processor, since the device failed or had no memory.",
            report => report.Work.Counters.Failures + report.Work.Counters.OutOfMemory);

        void Observe(string name, string unit, string description, Func<DeviceReport, double> read) => _meter.CreateObservableCounter(
            name,
            () => devices.Reports.Select(report => new Measurement<double>(
                read(report), new KeyValuePair<string, object?>(PipelineMetrics.Device, report.Device.Name.ToString()))),
            unit,
            description);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
