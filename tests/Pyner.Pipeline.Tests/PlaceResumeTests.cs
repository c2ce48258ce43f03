using System.IO.Compression;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Jobs over a tar.gz that go on where they stopped without inflating what lies before.</summary>
public sealed class PlaceResumeTests : IClassFixture<LongArchive>, IDisposable
{
    // The archive's fingerprint is over its length, its time, and as many bytes at either end.
    private const int Fingerprinted = 64 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly string _archive;
    private int _batches;
    private long _skipped;

    public PlaceResumeTests(LongArchive archive) => _archive = archive.Path;

    private string Places => Path.Combine(_folder["out"], PlaceLog.RelativePath);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Stopped_over_and_over_a_job_ends_with_the_same_bytes(int threads)
    {
        Dictionary<string, string> undisturbed = Undisturbed();
        var random = new Random(threads);
        int executions = 0;
        int placed = 0;
        BuildResult result;
        do
        {
            result = Run(_archive, random.Next(1, _batches / 8), random.Next(10, 100), threads, resume: executions++ > 0);
            placed += _skipped > 0 ? 1 : 0;
        }
        while (result.Outcome == BuildOutcome.Interrupted && executions < 500);
        Assert.Equal(BuildOutcome.DoneWithRejected, result.Outcome);
        Assert.True(placed > 4, $"{placed} of {executions} executions began at a place");
        Assert.Equal(undisturbed, PublishedOutputs.Of(_folder["out"]));
        Assert.False(File.Exists(Places));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_lies_before_the_place_is_not_read_again(int threads)
    {
        Dictionary<string, string> undisturbed = Undisturbed();
        byte[] bytes = File.ReadAllBytes(_archive);
        string archive = _folder["copy.tar.gz"];
        File.WriteAllBytes(archive, bytes);
        DateTime time = File.GetLastWriteTimeUtc(archive);
        Assert.Equal(BuildOutcome.Interrupted, Run(archive, afterBatches: _batches * 3 / 4, checkpointEvery: 50, threads).Outcome);
        // Nobody could go through this any more.
        bytes.AsSpan(Fingerprinted, bytes.Length / 4).Fill(0xFF);
        File.WriteAllBytes(archive, bytes);
        File.SetLastWriteTimeUtc(archive, time);
        BuildResult rest = Run(archive, threads: threads, resume: true);
        Assert.True(rest.Outcome == BuildOutcome.DoneWithRejected, rest.Message);
        Assert.Equal(undisturbed, PublishedOutputs.Of(_folder["out"]));
    }

    [Fact]
    public void Without_places_or_with_wrong_ones_the_archive_is_read_from_its_start()
    {
        Dictionary<string, string> undisturbed = Undisturbed();
        var random = new Random(8);
        (Action Lose, bool IsAll)[] losses =
        [
            (() => File.Delete(Places), true),
            (() => File.WriteAllBytes(Places, File.ReadAllBytes(Places)[..^1]), false),
            (() => File.WriteAllBytes(Places, File.ReadAllBytes(Places)[..20]), true),
            (() =>
            {
                // The first entry among them, without which the others' lists have no beginning.
                byte[] bytes = File.ReadAllBytes(Places);
                bytes[30] ^= 1;
                for (int i = 0; i < 30; i++)
                    bytes[random.Next(31, bytes.Length)] ^= 1;
                File.WriteAllBytes(Places, bytes);
            }, true),
        ];
        foreach ((Action lose, bool isAll) in losses)
        {
            Assert.Equal(BuildOutcome.Interrupted, Run(_archive, afterBatches: _batches / 2, checkpointEvery: 50, restart: true).Outcome);
            lose();
            // Once more, so that places follow what is left of the others.
            Assert.Equal(BuildOutcome.Interrupted, Run(_archive, afterBatches: _batches / 5, checkpointEvery: 50, resume: true).Outcome);
            Assert.True(!isAll || _skipped == 0, $"{_skipped} bytes were not read");
            Assert.Equal(BuildOutcome.DoneWithRejected, Run(_archive, resume: true).Outcome);
            Assert.Equal(undisturbed, PublishedOutputs.Of(_folder["out"]));
        }
    }

    [Fact]
    public void An_archive_that_was_replaced_is_proven_from_its_start_and_has_places_of_its_own()
    {
        Dictionary<string, string> undisturbed = Undisturbed();
        byte[] bytes = File.ReadAllBytes(_archive);
        string archive = _folder["copy.tar.gz"];
        File.WriteAllBytes(archive, bytes);
        Assert.Equal(BuildOutcome.Interrupted, Run(archive, afterBatches: _batches / 2, checkpointEvery: 50).Outcome);
        File.SetLastWriteTimeUtc(archive, DateTime.UtcNow.AddSeconds(5));
        var observer = new RecordingObserver();
        Assert.Equal(BuildOutcome.Interrupted, Run(archive, afterBatches: _batches / 4, checkpointEvery: 50, resume: true, observer: observer).Outcome);
        Assert.True(observer.Beginning!.Proves);
        DateTime time = File.GetLastWriteTimeUtc(archive);
        bytes.AsSpan(Fingerprinted, bytes.Length / 4).Fill(0xFF);
        File.WriteAllBytes(archive, bytes);
        File.SetLastWriteTimeUtc(archive, time);
        Assert.Equal(BuildOutcome.DoneWithRejected, Run(archive, resume: true).Outcome);
        Assert.Equal(undisturbed, PublishedOutputs.Of(_folder["out"]));
    }

    [Fact]
    public void A_job_whose_places_can_not_be_kept_goes_on_without()
    {
        Dictionary<string, string> undisturbed = Undisturbed();
        Directory.CreateDirectory(Path.Combine(Places, "somebody's"));
        Assert.Equal(BuildOutcome.Interrupted, Run(_archive, afterBatches: _batches / 2, checkpointEvery: 50).Outcome);
        Assert.Equal(BuildOutcome.DoneWithRejected, Run(_archive, resume: true).Outcome);
        Assert.Equal(0, _skipped);
        Assert.Equal(undisturbed, PublishedOutputs.Of(_folder["out"]));
    }

    [Fact]
    public void Damage_before_a_place_that_is_found_at_the_end_is_said_to_be_in_what_a_checkpoint_has()
    {
        byte[] sound = Stored(_archive);
        string archive = _folder["copy.tar.gz"];
        byte[] damaged = [.. sound];
        damaged[Fingerprinted + sound.AsSpan(Fingerprinted).IndexOf("<TITLE>"u8) + 8] ^= 1;
        File.WriteAllBytes(archive, damaged);
        DateTime time = File.GetLastWriteTimeUtc(archive);
        Undisturbed();
        Assert.Equal(BuildOutcome.Interrupted, Run(archive, afterBatches: _batches * 3 / 4, checkpointEvery: 50).Outcome);
        // Downloaded again by a tool that sets the time which the server says.
        File.WriteAllBytes(archive, sound);
        File.SetLastWriteTimeUtc(archive, time);
        BuildResult result = Run(archive, resume: true);
        Assert.Equal(BuildOutcome.Failed, result.Outcome);
        Assert.NotEqual(0, _skipped);
        Assert.EndsWith("what the checkpoints have is from a damaged one: begin anew with --restart.", result.Message, StringComparison.Ordinal);
        Run(archive, restart: true);
        Assert.Equal(Undisturbed(), PublishedOutputs.Of(_folder["out"]));
    }

    /// <summary>The same archive as a gzip file in which every byte stands as it is.</summary>
    private static byte[] Stored(string archive)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression, leaveOpen: true))
        using (var inflated = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            inflated.CopyTo(gzip);
        return stream.ToArray();
    }

    private Dictionary<string, string> Undisturbed()
    {
        var options = new BuildOptions { SourcePath = _archive, OutputFolder = _folder["undisturbed"], BatchSize = 5, Threads = 2, Studies = true };
        BuildResult result = new BuildJob(options, JobPorts.Default).Run(TestContext.Current.CancellationToken);
        Assert.Equal(LongArchive.Submissions, result.Summary.Submissions);
        _batches = (int)result.Summary.Batches;
        return PublishedOutputs.Of(options.OutputFolder);
    }

    private BuildResult Run(
        string archive, int afterBatches = int.MaxValue, int checkpointEvery = 1_000, int threads = 2, bool resume = false, bool restart = false,
        IBuildObserver? observer = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        JobPorts ports = JobPorts.Default with
        {
            CreateParser = () => new StoppingParser(JobPorts.Default.CreateParser(), () =>
            {
                if (Interlocked.Decrement(ref afterBatches) < 0)
                    stop.Cancel();
            }),
        };
        var options = new BuildOptions
        {
            SourcePath = archive,
            OutputFolder = _folder["out"],
            BatchSize = 5,
            CheckpointEvery = checkpointEvery,
            Threads = threads,
            Studies = true,
            Resume = resume,
            Restart = restart,
        };
        var job = new BuildJob(options, ports, observer);
        BuildResult result = job.Run(stop.Token);
        _skipped = job.Progress.SkippedSourceBytes;
        return result;
    }
}
