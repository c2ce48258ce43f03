using System.Diagnostics;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>
/// Whatever is killed, frozen or stopped, at whatever moment, a job ends with the bytes of <c>pyner build</c>. PYNER_NIGHTLY=1 runs each failure ten times
/// over, and PYNER_SEED=N at the moments of another run.
/// </summary>
public sealed class FailureTests(PynerSystem system)
{
    [Fact]
    public async Task Failures_at_random_moments_change_no_byte()
    {
        PynerSystem.Require();
        int seed = int.TryParse(Environment.GetEnvironmentVariable("PYNER_SEED"), out int given) ? given : Random.Shared.Next(1_000_000);
        Log($"PYNER_SEED={seed}");
        var runner = new FailureRunner(system, seed, Log);
        try
        {
            await runner.RunAsync(
                Enumerable.Repeat(Enum.GetValues<Failure>(), Nightly.Times).SelectMany(failures => failures),
                [system.Corpora.Generated("tree"), system.Corpora.Generated("tar.gz"), system.Corpora.Generated("tar")]);
        }
        finally
        {
            await system.StartAllAsync();
        }
        await system.WaitForEmptySpoolAsync();
        await WaitForConsumersAsync();
    }

    /// <summary>Waits until every worker takes batches again: a job is exact without one of them too, but slow.</summary>
    private async Task WaitForConsumersAsync()
    {
        await using var queues = await QueueReader.OpenAsync(system.Broker.ConnectionString);
        uint consumers = 0;
        for (long started = Stopwatch.GetTimestamp(); consumers != system.Workers.Count; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            consumers = await queues.CountConsumersAsync("parse-submission-batch");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), $"{consumers} of {system.Workers.Count} workers consume");
        }
    }

    private static void Log(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
