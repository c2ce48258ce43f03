using System.Diagnostics;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Kills a real job's process at random moments, over and over, and looks whether a single byte is wrong in the end.</summary>
public abstract class KillTests : IClassFixture<RealSources>
{
    private readonly string _source;
    private readonly int _seed;

    /// <summary>Kills jobs over one kind of source.</summary>
    protected KillTests(string source, int seed)
    {
        _source = source;
        _seed = seed;
    }

    /// <summary>How many processes to kill.</summary>
    protected int Kills { get; init; } = 50;

    /// <summary>Whether the jobs write tables too.</summary>
    protected bool Tables { get; init; }

    /// <summary>Submissions per batch.</summary>
    protected int BatchSize { get; init; } = JobProcess.BatchSize;

    /// <summary>Most submissions from one checkpoint to the next.</summary>
    protected int MostBetweenCheckpoints { get; init; } = 60;

    /// <summary>
    /// Submissions of the source, where every third kill is to fall behind the last checkpoint, before the knowledge base is there; null where none is
    /// aimed.
    /// </summary>
    protected int? AimBehind { get; init; }

    [Fact]
    public void Killed_at_random_moments_and_resumed_a_job_ends_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> undisturbed = JobProcess.Undisturbed(_source, folder["undisturbed"], BatchSize, Tables);
        var random = new Random(_seed);
        int kills = 0;
        int inWork = 0;
        int resumedWork = 0;
        int atTheEnd = 0;
        for (int job = 0; kills < Kills; job++)
        {
            string output = folder[$"job{job}"];
            while (true)
            {
                using JobProcess process = JobProcess.Start(
                    _source, output, random.Next(1, 5), BatchSize, random.Next(MostBetweenCheckpoints / 12, MostBetweenCheckpoints), Mode(output), Tables);
                bool isAimed = AimBehind is not null && kills % 3 == 2;
                string? line = isAimed ? WaitForTheEnd(process, random) : WaitAtRandom(process, random);
                if (line is not null && process.Kill())
                {
                    kills++;
                    inWork += line.Length > 0 ? 1 : 0;
                    resumedWork += process.ResumedFrom > 0 ? 1 : 0;
                    atTheEnd += isAimed && !File.Exists(Path.Combine(output, "knowledge_base.json")) ? 1 : 0;
                    continue;
                }
                (int exitCode, string said) = process.Wait();
                resumedWork += process.ResumedFrom > 0 ? 1 : 0;
                Assert.True(exitCode is 0 or 1, said);
                break;
            }
            Assert.Equal(undisturbed, PublishedOutputs.Of(output));
            using SqliteLedger ledger = SqliteLedger.Open(output);
            LedgerJob finished = ledger.Find()!;
            Assert.Equal(JobState.Finished, finished.State);
            IReadOnlyList<Checkpoint> checkpoints = ledger.ReadCheckpoints(finished.Id);
            Assert.Equal(Enumerable.Range(0, checkpoints.Count), checkpoints.Select(checkpoint => checkpoint.Sequence));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, {inWork} of them at work, {atTheEnd} between the last checkpoint and the knowledge base; "
            + $"{resumedWork} jobs went on from a checkpoint");
        // The kills must have hit jobs at work, not only processes that were still starting.
        Assert.True(inWork >= Kills / 2, $"{inWork} of {kills} kills hit a job at work");
        // And what follows them must be jobs that go on, not only such that begin anew.
        Assert.True(resumedWork >= Kills / 3, $"{resumedWork} jobs went on from a checkpoint after {kills} kills");
        Assert.True(AimBehind is null || atTheEnd > 0, "no kill fell between the last checkpoint and the knowledge base");
    }

    private static string Mode(string output)
    {
        if (!SqliteLedger.Exists(output))
            return "start";
        // Killed before a job was planned: there is nothing to resume yet.
        using SqliteLedger ledger = SqliteLedger.Open(output);
        return ledger.Find() is null ? "start" : "resume";
    }

    /// <summary>Lets the job go on for a random while.</summary>
    /// <returns>The last line it said before it is to be killed, or empty; null where it is to be left alone or ended.</returns>
    private static string? WaitAtRandom(JobProcess process, Random random)
    {
        // Some are killed while they start, most after some event and a random piece of the time until the next.
        if (random.Next(8) == 0)
        {
            Thread.Sleep(random.Next(120));
            return "";
        }
        string? line = null;
        for (int events = random.Next(1, 12); events > 0; events--)
        {
            line = process.ReadLine();
            if (line is null)
                return null;
        }
        Spin(random.NextDouble() * 0.004);
        return line;
    }

    /// <summary>Lets the job go on until its last checkpoint, and for a random while after it.</summary>
    /// <returns>The last line it said; null where it ended.</returns>
    private string? WaitForTheEnd(JobProcess process, Random random)
    {
        string? line;
        do
            line = process.ReadLine();
        while (line is not null && line != $"checkpoint {AimBehind}" && line != $"began {AimBehind}");
        Spin(random.NextDouble() * 0.01);
        return line;
    }

    private static void Spin(double seconds)
    {
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < until)
            Thread.SpinWait(10);
    }
}
