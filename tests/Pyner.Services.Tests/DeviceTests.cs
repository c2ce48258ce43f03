using System.Text.Json;
using Pyner.Contracts.V1;
using Pyner.TestData;
using Pyner.Xml.Devices;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>Workers that use a device.</summary>
public sealed class DeviceTests(PynerSystem system)
{
    private const string Device = "cpu-accelerator:0";

    private static readonly string s_sample = Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_on_a_device_gives_the_bytes_of_pyner_build_and_the_job_has_the_device_s_figures()
    {
        PynerSystem.Require();
        foreach (ServiceProcess other in system.Workers)
            await other.StopAsync();
        try
        {
            await using ServiceProcess worker = system.Worker("worker-device", Device, new() { ["Worker__Concurrency"] = "2" });
            worker.Start();
            Job job = await system.StartJobAsync(s_sample, request => (request.BatchSize, request.Studies) = (9, true));
            Job ended = await system.RequireSameBytesAsync(job);
            DeviceProgress share = Assert.Single(ended.Devices);
            Assert.Equal((Device, ended.Progress.Parsed.Batches, ended.Progress.XmlBytes), (share.Device, share.Batches, share.XmlBytes));
            Assert.True(share.Work.KernelTime.ToTimeSpan() > TimeSpan.Zero);
            Assert.True(share.Work.CopyTime.ToTimeSpan() > TimeSpan.Zero);
            Assert.True(share.Work.Launches >= share.Batches, share.Work.ToString());
            DeviceFallbacks left = share.Work.Fallbacks;
            Assert.Equal((0, 0, 0, 0, ""), (left.LongFiles, left.SmallerBuffers, left.OutOfMemory, left.Failures, left.FirstFailure));

            using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(ended.Options.Output, "job.json"), Cancellation));
            // Every file that is read either goes to the device or is one of those that do not.
            JsonElement files = record.RootElement.GetProperty("files");
            long read = new[] { "sample", "experiment", "run" }.Sum(kind => files.GetProperty(kind).GetInt64());
            Assert.Equal(read, share.Work.Files + left.DoctypeFiles + left.OtherEncodingFiles);
            JsonElement device = Assert.Single(record.RootElement.GetProperty("devices").EnumerateArray());
            Assert.Equal((Device, share.Batches), (device.GetProperty("device").GetString(), device.GetProperty("batches").GetInt64()));
            Assert.Equal(share.Work.Files, device.GetProperty("indexed_files").GetInt64());
            Assert.Equal(share.Work.XmlBytes, device.GetProperty("indexed_bytes").GetInt64());
            Assert.Equal(share.Work.KernelTime.ToTimeSpan().TotalSeconds, device.GetProperty("kernel_seconds").GetDouble(), 0.001);
            Assert.Equal(left.DoctypeFiles, device.GetProperty("fallbacks").GetProperty("doctype_files").GetInt64());
            await worker.StopAsync();
            Assert.Contains($"on {Device} (", worker.Log, StringComparison.Ordinal);
        }
        finally
        {
            await system.StartAllAsync();
        }
    }

    [Fact]
    public async Task Auto_without_a_device_does_its_work_on_the_processor_and_says_so_in_one_line()
    {
        PynerSystem.Require();
        Assert.SkipWhen(DeviceLibraries.AreThere(DeviceKind.Cuda) || DeviceLibraries.AreThere(DeviceKind.OpenCL), "a device's library is on this machine");
        foreach (ServiceProcess other in system.Workers)
            await other.StopAsync();
        try
        {
            await using ServiceProcess worker = system.Worker("worker-auto", "auto", []);
            worker.Start();
            Job job = await system.StartJobAsync(s_sample, request => request.Studies = true);
            Job watched = await system.WaitAsync(job, now => PynerSystem.IsAtEnd(now) || now.Workers.Any(own => own.DeviceAsked == "auto"));
            Assert.Equal(["cpu"], watched.Workers.Where(own => own.DeviceAsked == "auto").Select(own => own.Device).DefaultIfEmpty("cpu"));
            Job ended = await system.RequireSameBytesAsync(job);
            DeviceProgress share = Assert.Single(ended.Devices);
            Assert.Equal("cpu", share.Device);
            Assert.Null(share.Work);
            await worker.StopAsync();
            Assert.Single(worker.Log.Split('\n'), line => line.Contains("auto: no device that can be used", StringComparison.Ordinal));
        }
        finally
        {
            await system.StartAllAsync();
        }
    }
}
