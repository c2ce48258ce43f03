using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Jobs over real sources, with the real parser.</summary>
public sealed class RealSourceTests : IClassFixture<RealSources>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RealSources _sources;

    public RealSourceTests(RealSources sources) => _sources = sources;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tree_tar_and_tar_gz_of_the_same_content_give_the_same_knowledge_base()
    {
        BuildSummary tree = Run("tree", "tree").Summary;
        BuildSummary tar = Run("tar", "tar").Summary;
        BuildSummary gz = Run("tar.gz", "gz").Summary;
        Assert.Equal(400, tree.Submissions);
        Assert.True(tree.Experiments > 0 && tree.Samples > 0 && tree.Runs > 0 && tree.Rejected > 0 && tree.IgnoredFiles > 0);
        Assert.Equal(
            (tree.Submissions, tree.Experiments, tree.Rejected, tree.IgnoredFiles),
            (tar.Submissions, tar.Experiments, tar.Rejected, tar.IgnoredFiles));
        Assert.Equal((tree.Submissions, tree.Experiments, tree.Rejected, tree.IgnoredFiles), (gz.Submissions, gz.Experiments, gz.Rejected, gz.IgnoredFiles));
        Dictionary<string, string> outputs = PublishedOutputs.Of(_folder["tree"]);
        Assert.Equal(outputs, PublishedOutputs.Of(_folder["tar"]));
        Assert.Equal(outputs, PublishedOutputs.Of(_folder["gz"]));
    }

    [Theory]
    [InlineData("tree", 1)]
    [InlineData("tar", 4)]
    [InlineData("tar.gz", 1)]
    [InlineData("tar.gz", 2)]
    [InlineData("tar.gz", 4)]
    public void Stopped_on_request_at_random_moments_and_resumed_a_job_ends_with_the_same_bytes(string kind, int threads)
    {
        Run(kind, "undisturbed");
        var random = new Random(threads);
        int executions = 0;
        BuildResult result;
        do
        {
            using var stop = new CancellationTokenSource();
            int left = random.Next(0, 6);
            JobPorts ports = JobPorts.Default with
            {
                CreateParser = () => new StoppingParser(JobPorts.Default.CreateParser(), () =>
                {
                    if (Interlocked.Decrement(ref left) < 0)
                        stop.Cancel();
                }),
            };
            BuildOptions options = Options(_sources[kind], "stopped") with
            {
                Threads = threads,
                Resume = executions++ > 0,
                CheckpointEvery = random.Next(1, 100)
            };
            result = new BuildJob(options, ports).Run(stop.Token);
        }
        while (result.Outcome == BuildOutcome.Interrupted && executions < 1000);
        Assert.Equal(BuildOutcome.DoneWithRejected, result.Outcome);
        Assert.True(executions > 5);
        Assert.Equal(PublishedOutputs.Of(_folder["undisturbed"]), PublishedOutputs.Of(_folder["stopped"]));
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.97, 2)]
    public void A_truncated_archive_fails_and_the_whole_one_goes_on_from_what_was_read(double part, int threads)
    {
        Run("tar.gz", "undisturbed");
        byte[] whole = File.ReadAllBytes(_sources["tar.gz"]);
        string archive = _folder["download.tar.gz"];
        File.WriteAllBytes(archive, whole[..(int)(whole.Length * part)]);
        BuildOptions options = Options(archive, "out") with { Threads = threads };
        BuildResult cut = Run(options);
        Assert.Equal((BuildOutcome.Failed, 2), (cut.Outcome, cut.ExitCode));
        Assert.Contains("truncated", cut.Message, StringComparison.Ordinal);
        Assert.InRange(cut.Summary.Submissions, 1, 399);
        Assert.Empty(PublishedOutputs.Of(options.OutputFolder));

        File.WriteAllBytes(archive, whole);
        var observer = new RecordingObserver();
        BuildResult rest = new BuildJob(options with { Resume = true }, JobPorts.Default, observer).Run(TestContext.Current.CancellationToken);
        Assert.Equal((BuildOutcome.DoneWithRejected, cut.Summary.Submissions), (rest.Outcome, rest.Summary.ResumedSubmissions));
        Assert.True(observer.Beginning!.Proves);
        Assert.Equal(PublishedOutputs.Of(_folder["undisturbed"]), PublishedOutputs.Of(options.OutputFolder));
    }

    [Fact]
    public void Whatever_byte_of_an_archive_was_wrong_no_wrong_figure_survives_its_repair()
    {
        Run("tar.gz", "undisturbed");
        byte[] whole = File.ReadAllBytes(_sources["tar.gz"]);
        var random = new Random(6);
        int goneOn = 0;
        int refused = 0;
        for (int i = 0; i < 40; i++)
        {
            string archive = _folder[$"{i}.tar.gz"];
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(archive, damaged);
            BuildOptions options = Options(archive, $"out{i}") with { CheckpointEvery = random.Next(1, 60), Threads = random.Next(1, 4) };
            BuildResult faulty = Run(options);
            if (faulty.Outcome == BuildOutcome.Failed)
            {
                File.WriteAllBytes(archive, whole);
                File.SetLastWriteTimeUtc(archive, DateTime.UtcNow.AddSeconds(5));
                try
                {
                    Run(options with { Resume = true });
                    goneOn++;
                }
                catch (JobException e)
                {
                    // Damage that inflated to other bytes, which had been merged before the fault was found.
                    Assert.Contains("does not begin with", e.Message, StringComparison.Ordinal);
                    refused++;
                    Run(options with { Restart = true });
                }
            }
            Assert.Equal(PublishedOutputs.Of(_folder["undisturbed"]), PublishedOutputs.Of(options.OutputFolder));
        }
        Assert.True(goneOn > 0 && refused > 0, $"{goneOn} went on, {refused} were refused");
    }

    private static BuildResult Run(BuildOptions options) => new BuildJob(options, JobPorts.Default).Run(TestContext.Current.CancellationToken);

    private BuildResult Run(string kind, string output) => Run(Options(_sources[kind], output));

    private BuildOptions Options(string source, string output) =>
        new() { SourcePath = source, OutputFolder = _folder[output], Threads = 3, BatchSize = 7, CheckpointEvery = 50, Studies = true };
}
