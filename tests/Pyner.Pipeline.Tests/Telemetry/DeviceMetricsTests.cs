using System.Diagnostics.Metrics;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Telemetry;
using Pyner.Xml.Devices;
using Xunit;

namespace Pyner.Pipeline.Tests.Telemetry;

public sealed class DeviceMetricsTests
{
    [Fact]
    public void Each_device_tells_what_its_kernels_and_its_copies_took_as_long_as_somebody_wants_to_know()
    {
        var devices = new FixedReports();
        var told = new Dictionary<(string Metric, string Device), double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name.StartsWith("pyner.device.", StringComparison.Ordinal))
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => told[(instrument.Name, (string)tags[0].Value!)] = value);
        listener.Start();
        using (new DeviceMetrics(devices))
        {
            listener.RecordObservableInstruments();
            Assert.Equal(
                (((string, string), double)[])
                [
                    (("pyner.device.copy.time", "cuda:0"), 0.25), (("pyner.device.copy.time", "cuda:1"), 0.5),
                    (("pyner.device.failures", "cuda:0"), 3), (("pyner.device.failures", "cuda:1"), 3),
                    (("pyner.device.indexed", "cuda:0"), 1000), (("pyner.device.indexed", "cuda:1"), 2000),
                    (("pyner.device.kernel.time", "cuda:0"), 1.5), (("pyner.device.kernel.time", "cuda:1"), 3),
                ],
                told.Select(pair => (pair.Key, pair.Value)).Order());
        }
        told.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(told);
    }

    private sealed class FixedReports : IDeviceReports
    {
        public IReadOnlyList<DeviceReport> Reports { get; } = [Report(0), Report(1)];

        public IReadOnlyList<string> TakeNotices() => [];

        private static DeviceReport Report(int ordinal) => new(
            new DeviceDescription
            {
                Name = new DeviceName(DeviceKind.Cuda, ordinal),
                Model = "",
                Memory = 1,
                Multiprocessors = 1,
                Detail = "",
                Unusable = null
            },
            new DeviceWork
            {
                Counters = new DeviceCounters
                {
                    Bytes = 1000 * (ordinal + 1),
                    KernelTime = TimeSpan.FromSeconds(1.5 * (ordinal + 1)),
                    CopyTime = TimeSpan.FromSeconds(0.25 * (ordinal + 1)),
                    Failures = 1,
                    OutOfMemory = 2,
                },
            });
    }
}
