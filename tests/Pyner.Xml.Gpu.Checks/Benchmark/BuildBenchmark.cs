using Pyner.Corpus;
using Pyner.Pipeline;
using Pyner.Pipeline.Devices;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Checks.Benchmark;

/// <summary>Builds knowledge bases from a generated corpus, with the processor and with a device in turn, and compares every byte of them.</summary>
internal sealed class BuildBenchmark : IDisposable
{
    private static readonly string[] s_outputs = ["knowledge_base.json", "indices.json", "rejected.jsonl"];

    private readonly string _folder = Directory.CreateTempSubdirectory("pyner-gpu-").FullName;
    private readonly DeviceName _device;

    /// <summary>Generates the corpus.</summary>
    public BuildBenchmark(DeviceName device, int submissions, bool isTiny)
    {
        _device = device;
        // The timestamp is a part of the outputs.
        Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", "1700000000");
        CorpusGenerator.WriteTree(Source, new CorpusOptions
        {
            Submissions = submissions,
            Seed = 42,
            Malformed = 0.001,
            MaxExperiments = isTiny ? 3 : CorpusOptions.LargestSubmission
        });
    }

    private string Source => Path.Combine(_folder, "corpus");

    /// <summary>Builds once on each side.</summary>
    /// <param name="threads">Threads.</param>
    /// <returns>How long each took, and what it read.</returns>
    /// <exception cref="CheckFailedException">The knowledge bases differ.</exception>
    public (BuildSummary Processor, BuildSummary Device) Run(int threads)
    {
        BuildSummary processor = Build("cpu", JobPorts.Default, threads);
        BuildSummary device = WithDevices(new DeviceRequest { Devices = [_device] }, "device", threads);
        foreach (string output in s_outputs)
        {
            if (!File.ReadAllBytes(Path.Combine(_folder, "cpu", output)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_folder, "device", output))))
                throw new CheckFailedException($"{output} built with {_device} is not the one built with the processor");
        }
        return (processor, device);
    }

    /// <summary>Builds with <c>auto</c>, and gives what it says.</summary>
    public string Auto(int threads)
    {
        using var parsers = DeviceParsers.Open(DeviceRequest.Parse(DeviceRequest.Auto), new IlgpuDevices());
        var notices = new Notices();
        Build("auto", JobPorts.Default with { CreateParser = parsers.CreateParser, Devices = parsers }, threads, notices);
        return notices.Text;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private BuildSummary WithDevices(DeviceRequest request, string output, int threads)
    {
        using var parsers = DeviceParsers.Open(request, new IlgpuDevices());
        return Build(output, JobPorts.Default with { CreateParser = parsers.CreateParser, Devices = parsers }, threads);
    }

    private BuildSummary Build(string output, JobPorts ports, int threads, IBuildObserver? observer = null)
    {
        string folder = Path.Combine(_folder, output);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var options = new BuildOptions { SourcePath = Source, OutputFolder = folder, Threads = threads, Studies = true };
        BuildResult result = new BuildJob(options, ports, observer).Run(CancellationToken.None);
        return result.ExitCode is 0 or 1 ? result.Summary : throw new CheckFailedException($"the build with {output} failed: {result.Message}");
    }

    private sealed class Notices : IBuildObserver
    {
        public string Text { get; private set; } = "";

        public void Noted(string notice) => Text += (Text.Length == 0 ? "" : "; ") + notice;
    }
}
