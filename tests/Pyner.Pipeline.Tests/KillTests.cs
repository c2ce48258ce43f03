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

    [Fact]
    public void Killed_at_random_moments_and_resumed_a_job_ends_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> undisturbed = JobProcess.Undisturbed(_source, folder["undisturbed"], BatchSize, Tables);
        var random = new Random(_seed);
        int kills = 0;
        int inWork = 0;
        int resumedWork = 0;
        for (int job = 0; kills < Kills; job++)
        {
            string output = folder[$"job{job}"];
            while (true)
            {
                using JobProcess process = JobProcess.Start(
                    _source, output, random.Next(1, 5), BatchSize, random.Next(MostBetweenCheckpoints / 12, MostBetweenCheckpoints), Mode(output), Tables);
                string? line = WaitAtRandom(process, random);
                if (line is not null && process.Kill())
                {
                    kills++;
                    inWork += line.Length > 0 ? 1 : 0;
                    continue;
                }
                (int exitCode, string said) = process.Wait();
                Assert.True(exitCode is 0 or 1, said);
                break;
            }
            Assert.Equal(undisturbed, BuildHarness.Outputs(output));
            using SqliteLedger ledger = SqliteLedger.Open(output);
            LedgerJob finished = ledger.Find()!;
            Assert.Equal(JobState.Finished, finished.State);
            IReadOnlyList<Checkpoint> checkpoints = ledger.ReadCheckpoints(finished.Id);
            Assert.Equal(Enumerable.Range(0, checkpoints.Count), checkpoints.Select(checkpoint => checkpoint.Sequence));
            resumedWork += checkpoints.Count;
        }
        // The kills must have hit jobs at work, not only processes that were still starting.
        Assert.True(inWork >= Kills / 2, $"{inWork} of {kills} kills hit a job at work");
        Assert.True(resumedWork > 0);
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

    private static void Spin(double seconds)
    {
        long until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < until)
            Thread.SpinWait(10);
    }
}
