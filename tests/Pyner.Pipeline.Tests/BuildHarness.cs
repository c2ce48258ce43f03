using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Runs jobs over sources in memory, into a folder of the test's own.</summary>
internal sealed class BuildHarness : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Out => _folder["out"];

    public BuildOptions Options => new() { SourcePath = "/memory", OutputFolder = Out, BatchSize = 10, CheckpointEvery = 100, Threads = 4 };

    public static JobPorts Ports(SubmissionSource source) => new() { OpenSource = _ => source, CreateParser = () => new LineParser() };

    public BuildResult Run(
        SubmissionSource source, Func<BuildOptions, BuildOptions>? change = null, IBuildObserver? observer = null, CancellationTokenSource? stop = null) =>
        new BuildJob(change is null ? Options : change(Options), Ports(source), observer).Run(stop?.Token ?? TestContext.Current.CancellationToken);

    /// <summary>The outputs that must be the same bytes whatever happened on the way, by name.</summary>
    public Dictionary<string, string> Outputs() => PublishedOutputs.Of(Out);

    /// <summary>The outputs of a source's submissions counted in one piece, without the pipeline.</summary>
    public static Dictionary<string, string> Expected(IEnumerable<MemorySubmission> submissions, BuildOptions options)
    {
        using var other = new BuildHarness();
        Directory.CreateDirectory(other.Out);
        Partial whole = LineParser.ParseAll(submissions);
        whole.OpenJoins.Resolve();
        var identity = new JobIdentity
        {
            SourcePath = "/memory",
            SourceKind = SourceKind.DirectoryTree,
            Fingerprint = "",
            Stage = options.Stage,
            BatchSize = 1,
            Studies = options.Studies,
        };
        _ = new OutputFolder(other.Out, PublicationTime.FromEnvironment()).Publish(whole, identity).ToList();
        return other.Outputs();
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Out, name));

    public LedgerJob? Job()
    {
        using var ledger = SqliteLedger.Open(Out);
        return ledger.Find();
    }

    public void Dispose() => _folder.Dispose();
}
