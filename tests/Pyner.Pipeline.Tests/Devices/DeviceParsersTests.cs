using System.Text.Json;
using Pyner.Corpus;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Xml.Devices;
using Xunit;

namespace Pyner.Pipeline.Tests.Devices;

/// <summary>Jobs whose parsers use devices.</summary>
public sealed class DeviceParsersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tree", 3_000, 0)]
    [InlineData("tree", 200_000, 0)]
    [InlineData("tree", 50_000, 2)]
    [InlineData("tar", 20_000, 3)]
    [InlineData("tar.gz", 20_000, 0)]
    [InlineData("tar.gz", 3_000, 2)]
    public void Whatever_a_device_does_or_fails_at_the_knowledge_base_is_the_same(string kind, int capacity, int failsEvery)
    {
        string source = Corpus(kind);
        Build(source, "cpu", JobPorts.Default);
        var device = new HostDevice(capacity, batch => failsEvery > 0 && batch % failsEvery == 0);
        using (var parsers = DeviceParsers.Open(DeviceRequest.Parse("cuda:0"), new HostDevices(device)))
        {
            BuildResult result = Build(source, "device", Ports(parsers));
            DeviceShare share = Assert.Single(result.Summary.Devices);
            Assert.Equal(("cuda:0", result.Summary.Batches, result.Summary.Bytes), (share.Device, share.Batches, share.Figures.Bytes));
            DeviceReport report = Assert.Single(parsers.Reports);
            Assert.True(report.Work.Counters.Batches > 0);
            Assert.True(report.Work.ForeignFiles > 0 && report.Work.DoctypeFiles > 0, report.ToString());
            Assert.Equal(failsEvery > 0, report.Work.Counters.Failures > 0);
            // What it did for each batch adds up to what it did.
            Assert.Equal(report.Work, share.Work);
        }
        Assert.True(device.IsDisposed);
        Assert.Equal(PublishedOutputs.Of(_folder["cpu"]), PublishedOutputs.Of(_folder["device"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_file_longer_than_a_buffer_is_indexed_in_stretches(int failsEvery)
    {
        string source = _folder["long"];
        Directory.CreateDirectory(Path.Combine(source, "SRA000001"));
        string samples = string.Concat(Enumerable.Range(1, 16_000).Select(number =>
            $"<SAMPLE accession=\"SRS{number:d6}\"><!-- <SAMPLE> --><TITLE>é&#{65 + (number % 26)};</TITLE>"
            + $"<SAMPLE_NAME><SCIENTIFIC_NAME>Organism {number % 700}</SCIENTIFIC_NAME></SAMPLE_NAME>"
            + $"<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>tag {number % 90}</TAG>"
            + $"<VALUE><![CDATA[<{number}>]]></VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>\n"));
        File.WriteAllText(Path.Combine(source, "SRA000001", "SRA000001.sample.xml"), $"<?xml version=\"1.0\"?><SAMPLE_SET>{samples}</SAMPLE_SET>");
        // One that ends early, and that the parser leaves.
        Directory.CreateDirectory(Path.Combine(source, "SRA000002"));
        File.WriteAllText(Path.Combine(source, "SRA000002", "SRA000002.sample.xml"), $"<SAMPLE_SET></SAMPLE>{samples}</SAMPLE_SET>");
        File.WriteAllText(Path.Combine(source, "SRA000002", "SRA000002.run.xml"), "<RUN_SET><RUN accession='SRR000001'/></RUN_SET>");
        Build(source, "cpu", JobPorts.Default);
        var device = new HostDevice(1_200_000, batch => failsEvery > 0 && batch % failsEvery == 0);
        using var parsers = DeviceParsers.Open(DeviceRequest.Parse("cuda:0"), new HostDevices(device));
        Assert.Equal(16_000, Build(source, "device", Ports(parsers)).Summary.Samples);
        Assert.Equal(PublishedOutputs.Of(_folder["cpu"]), PublishedOutputs.Of(_folder["device"]));
        if (failsEvery == 0)
            Assert.Equal((0, true), (Assert.Single(parsers.Reports).Work.LongFiles, device.Counters.Documents >= 6));
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public void A_declaration_may_end_where_the_reader_s_window_does(int capacity)
    {
        const int Window = 256 << 10;
        string samples = string.Concat(Enumerable.Range(1, 3_000).Select(number =>
            $"<SAMPLE accession=\"SRS{number:d6}\"><SAMPLE_NAME><SCIENTIFIC_NAME>Organism {number % 700}</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE>\n"));
        for (int distance = -2; distance <= 2; distance++)
        {
            string accession = $"SRA{10 + distance:d6}";
            Directory.CreateDirectory(Path.Combine(_folder["declared"], accession));
            string declaration = "<?xml version=\"1.0\"".PadRight(Window + distance - 2) + "?>";
            File.WriteAllText(Path.Combine(_folder["declared"], accession, accession + ".sample.xml"), $"{declaration}<SAMPLE_SET>{samples}</SAMPLE_SET>");
        }
        Build(_folder["declared"], "cpu", JobPorts.Default);
        using var parsers = DeviceParsers.Open(DeviceRequest.Parse("cuda:0"), new HostDevices(new HostDevice(capacity)));
        BuildResult result = Build(_folder["declared"], "device", Ports(parsers));
        // A declaration that the window has not whole is for XmlReader, which is not asked of so long a one.
        Assert.Equal(3 * 3_000, result.Summary.Samples);
        Assert.Equal(PublishedOutputs.Of(_folder["cpu"]), PublishedOutputs.Of(_folder["device"]));
    }

    [Theory]
    [InlineData("cuda:0")]
    [InlineData("auto")]
    public void A_device_that_fails_for_good_is_not_said_to_work(string asked)
    {
        string source = Corpus("tree");
        Build(source, "cpu", JobPorts.Default);
        var device = new HostDevice(20_000, _ => true, mostFailures: 3);
        using var parsers = asked == "auto"
            ? DeviceParsers.OpenBest(new HostDevices(device), areLibrariesThere: true)
            : DeviceParsers.Open(DeviceRequest.Parse(asked), new HostDevices(device));
        BuildResult result = Build(source, "device", Ports(parsers));
        Assert.Equal(PublishedOutputs.Of(_folder["cpu"]), PublishedOutputs.Of(_folder["device"]));
        Assert.Equal([DeviceName.Cpu], parsers.InUse);
        DeviceShare share = result.Summary.Devices.Single(share => share.Device == "cpu");
        Assert.True(share.Batches > 0);
        Assert.Null(share.Work);
        Assert.Equal(result.Summary.Batches, result.Summary.Devices.Sum(device => device.Batches));
    }

    [Fact]
    public void The_record_and_the_observer_hear_of_the_devices()
    {
        using var parsers = DeviceParsers.Open(DeviceRequest.Parse("cuda:0"), new HostDevices(new HostDevice(20_000, batch => batch == 1)));
        var observer = new RecordingObserver();
        Build(Corpus("tree"), "kb", Ports(parsers), observer);
        Assert.Contains("the device cuda:0 failed (Pretended: it fails)", Assert.Single(observer.Notices), StringComparison.Ordinal);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_folder["kb/job.json"]));
        JsonElement device = Assert.Single(record.RootElement.GetProperty("devices").EnumerateArray());
        Assert.Equal(
            ["device", "batches", "submissions", "bytes", "busy_seconds", "model", "memory_bytes", "multiprocessors",
                "indexed_files", "indexed_bytes", "launches", "kernel_seconds", "copy_seconds", "fallbacks"],
            device.EnumerateObject().Select(property => property.Name));
        Assert.Equal("pretence", device.GetProperty("model").GetString());
        Assert.Equal(1, device.GetProperty("fallbacks").GetProperty("failures").GetInt64());
        Assert.True(device.GetProperty("fallbacks").GetProperty("doctype_files").GetInt64() > 0);
    }

    [Fact]
    public void Threads_are_spread_over_the_devices_one_after_the_other()
    {
        using var parsers = DeviceParsers.Open(DeviceRequest.Parse("cuda:0,cpu,cuda:2"), new HostDevices(new HostDevice(4096), new HostDevice(4096, index: 2)));
        // As a job does before it begins.
        parsers.CreateParser().Dispose();
        IBatchParser[] made = [.. Enumerable.Range(0, 7).Select(_ => parsers.CreateParser())];
        Assert.Equal(["cuda:0", "cpu", "cuda:2", "cuda:0", "cpu", "cuda:2", "cuda:0"], made.Select(parser => parser.Device));
        made[1].Dispose();
        made[1].Dispose();
        Assert.Equal("cpu", parsers.CreateParser().Device);
    }

    [Fact]
    public void A_device_that_is_not_there_is_an_error_and_those_opened_before_are_closed()
    {
        var first = new HostDevice(4096);
        var e = Assert.Throws<DeviceException>(() => DeviceParsers.Open(DeviceRequest.Parse("cuda:0,cuda:7"), new HostDevices(first)));
        Assert.Contains("cuda:7", e.Message, StringComparison.Ordinal);
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public void Auto_without_a_device_uses_the_processor_and_says_so_once()
    {
        var provider = new HostDevices();
        using var parsers = DeviceParsers.OpenBest(provider, areLibrariesThere: false);
        Assert.Equal(0, provider.Asked);
        using IBatchParser parser = parsers.CreateParser();
        Assert.Equal("cpu", parser.Device);
        Assert.Contains("auto: no device that can be used", Assert.Single(parsers.TakeNotices()), StringComparison.Ordinal);
        Assert.Empty(parsers.TakeNotices());
        Assert.Empty(parsers.Reports);
    }

    [Fact]
    public void Auto_with_a_device_tries_both_and_changes_nothing_in_the_knowledge_base()
    {
        string source = Corpus("tree");
        Build(source, "cpu", JobPorts.Default);
        var observer = new RecordingObserver();
        BuildResult result;
        using (var parsers = DeviceParsers.OpenBest(new HostDevices(new HostDevice(1 << 20)), areLibrariesThere: true))
            result = Build(source, "auto", Ports(parsers), observer, batchSize: 1);
        Assert.Equal(["cpu", "cuda:0"], result.Summary.Devices.Select(share => share.Device).Order(StringComparer.Ordinal));
        Assert.Matches(
            "^auto: over [0-9]+ batches a thread read [0-9,]+ MB/s with cuda:0 and [0-9,]+ MB/s without; going on with (cuda:0|the processor)$",
            Assert.Single(observer.Notices));
        Assert.Equal(PublishedOutputs.Of(_folder["cpu"]), PublishedOutputs.Of(_folder["auto"]));
    }

    private static JobPorts Ports(DeviceParsers parsers) => JobPorts.Default with { CreateParser = parsers.CreateParser, Devices = parsers };

    private string Corpus(string kind)
    {
        var options = new CorpusOptions { Submissions = 150, Seed = 3, Oddity = 60, Malformed = 0.04, MaxExperiments = 12, Interleave = true };
        string path = _folder["corpus." + kind];
        _ = kind switch
        {
            "tree" => CorpusGenerator.WriteTree(path, options),
            "tar" => CorpusGenerator.WriteTar(path, options),
            _ => CorpusGenerator.WriteTarGz(path, options),
        };
        return path;
    }

    private BuildResult Build(string source, string output, JobPorts ports, IBuildObserver? observer = null, int batchSize = 11)
    {
        var options = new BuildOptions { SourcePath = source, OutputFolder = _folder[output], Threads = 3, BatchSize = batchSize, Studies = true };
        return new BuildJob(options, ports, observer).Run(TestContext.Current.CancellationToken);
    }
}
