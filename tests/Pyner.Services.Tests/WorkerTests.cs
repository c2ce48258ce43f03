using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>The moments in a worker's life at which it is most inconvenient to die or to fall asleep.</summary>
public sealed class WorkerTests(PynerSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Nightly.Rounds), MemberType = typeof(Nightly))]
    public async Task A_worker_that_dies_after_it_brought_its_result_and_before_it_acknowledges_leaves_nothing_to_do(int round)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"round {round}");
        PynerSystem.Require();
        await StopWorkersAsync();
        try
        {
            await using var gate = new TcpGate(system.Broker.Port);
            await using ServiceProcess worker = system.Worker("worker-behind-gate", "cpu", new() { ["ConnectionStrings__messaging"] = Through(gate) });
            worker.Start();
            Job job = await system.StartJobAsync(system.Corpora.Generated("tree"), request => request.BatchSize = 10);
            await WaitAsync(job, status => status.ParsedBatches > 5);
            gate.HoldClients();
            // What it has in hand it still brings to the ledger; that it did, RabbitMQ does not hear.
            await WaitUntilStillAsync(job);
            Assert.Equal(0, (await WaitAsync(job, _ => true)).LeasedBatches);
            await worker.KillAsync();
            foreach (ServiceProcess other in system.Workers)
                other.Start();
            Job ended = await system.RequireSameBytesAsync(job);
            Assert.Equal(ended.Progress.Planned.Batches, ended.Progress.Parsed.Batches);
        }
        finally
        {
            await system.StartAllAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Nightly.Rounds), MemberType = typeof(Nightly))]
    public async Task A_worker_that_wakes_with_a_batch_whose_lease_expired_changes_nothing(int round)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"round {round}");
        PynerSystem.Require();
        await StopWorkersAsync();
        try
        {
            int port = FreePorts.Take();
            await using ServiceProcess sleeper = system.Worker("worker-asleep", "cpu", new()
            {
                ["Logging__LogLevel__Pyner"] = "Debug",
                ["Health__Port"] = port.ToString(CultureInfo.InvariantCulture),
            });
            sleeper.Start();
            using (var probes = new Probes(sleeper, port))
                await probes.WaitAsync("/health", HttpStatusCode.OK);
            await sleeper.FreezeAsync();
            // All of it is one batch, which takes many times as long as the worker is let go on at a time.
            Job job = await system.StartJobAsync(
                system.Corpora.Generated("tree"), request => (request.BatchSize, request.CheckpointEvery) = (Corpora.Submissions, Corpora.Submissions));
            JobStatus asleep = await WaitAsync(job, status => status.PlanEnded);
            Assert.Equal(1, asleep.PlannedBatches);
            for (long started = Stopwatch.GetTimestamp(); asleep.LeasedBatches == 0; asleep = await WaitAsync(job, _ => true))
            {
                Assert.Equal(0, asleep.ParsedBatches);
                Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), "the worker did not take the batch");
                sleeper.Thaw();
                await Task.Delay(20, Cancellation);
                await sleeper.FreezeAsync();
                // What it had sent already arrives meanwhile.
                await Task.Delay(100, Cancellation);
            }
            foreach (ServiceProcess other in system.Workers)
                other.Start();
            Job ended = await system.RequireSameBytesAsync(job);
            Dictionary<string, string> published = PublishedOutputs.Of(ended.Options.Output);
            sleeper.Thaw();
            // Where it was frozen before the ledger's answer reached it, it asks again, and there is nothing left for it to do.
            await WaitUntilAsync(
                () => Task.FromResult(sleeper.Log.Split('\n').Any(line => line.Contains(job.Id, StringComparison.Ordinal)
                    && (line.Contains("Lost batch", StringComparison.Ordinal) || line.Contains("Nothing to do", StringComparison.Ordinal)))),
                "the worker did not notice that its lease is lost");
            Assert.Equal(published, PublishedOutputs.Of(ended.Options.Output));
            Assert.Equal(ended.Progress, (await system.GetJobAsync(job)).Progress);
        }
        finally
        {
            await system.StartAllAsync();
        }
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_gives_its_batch_back()
    {
        PynerSystem.Require();
        Job job = await system.StartJobAsync(system.Corpora.Generated("tree"), request => request.BatchSize = 10);
        try
        {
            foreach (ServiceProcess worker in system.Workers)
            {
                await WaitAsync(job, status => status.ParsedBatches > 0);
                // It has said other things before, while a broker was away.
                int said = worker.Log.Length;
                await worker.StopAsync();
                string? error = worker.Log[said..].Split('\n').FirstOrDefault(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal));
                Assert.True(error is null, error);
            }
            JobStatus status = await WaitAsync(job, _ => true);
            Assert.True(status.State.IsEnd() || status.LeasedBatches == 0, $"{status.LeasedBatches} batches are held by nobody");
        }
        finally
        {
            await system.StartAllAsync();
        }
        await system.RequireSameBytesAsync(job);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_while_the_broker_says_nothing_ends()
    {
        PynerSystem.Require();
        await StopWorkersAsync();
        try
        {
            await using var gate = new TcpGate(system.Broker.Port);
            await using ServiceProcess worker = system.Worker("worker-unheard", "cpu", new() { ["ConnectionStrings__messaging"] = Through(gate) });
            worker.Start();
            Job job = await system.StartJobAsync(system.Corpora.Generated("tree"), request => request.BatchSize = 10);
            await WaitAsync(job, status => status.ParsedBatches > 5);
            gate.HoldClients();
            await worker.StopAsync();
            foreach (ServiceProcess other in system.Workers)
                other.Start();
            await system.RequireSameBytesAsync(job);
        }
        finally
        {
            await system.StartAllAsync();
        }
    }

    [Fact]
    public async Task Batches_of_a_source_that_is_gone_are_tried_again_given_up_named_and_kept_in_the_error_queue()
    {
        PynerSystem.Require();
        await StopWorkersAsync();
        try
        {
            string source = Path.Combine(Path.GetDirectoryName(system.SpoolFolder)!, "gone.tar");
            File.Copy(system.Corpora.Generated("tar"), source);
            Job job = await system.StartJobAsync(source, request => (request.BatchSize, request.Limit) = (100, 300));
            await system.WaitAsync(job, now => now.Progress.PlanEnded);
            File.Delete(source);
            foreach (ServiceProcess worker in system.Workers)
                worker.Start();
            Job ended = await system.EndOfAsync(job);
            Assert.Equal((JobState.Completed, 3), (ended.State, ended.Progress.BatchesFailed));
            Assert.Equal([0L, 1L, 2L], ended.Failures.Select(failure => failure.Ordinal).Order());
            Assert.All(ended.Failures, failure => Assert.Contains("gone.tar", failure.Reason, StringComparison.Ordinal));
            string log = string.Concat(system.Workers.Select(worker => worker.Log));
            Assert.Contains("will be tried again", log, StringComparison.Ordinal);
            await using var queues = await QueueReader.OpenAsync(system.Broker.ConnectionString);
            uint kept = 0;
            await WaitUntilAsync(
                async () => (kept = await queues.CountAsync("parse-submission-batch_error")) >= 3,
                "the messages did not come to the error queue");
            Assert.Equal(3u, kept);
            // For good, not as long as a message waits to be taken. What the queue was made with is told only by making it anew with the same.
            await queues.RequireAsync("parse-submission-batch_error", new() { ["x-queue-type"] = "quorum" });
        }
        finally
        {
            await system.StartAllAsync();
        }
    }

    /// <summary>The broker's connection string by way of a gate.</summary>
    private string Through(TcpGate gate) => system.Broker.ConnectionString.Replace(
        system.Broker.Port.ToString(CultureInfo.InvariantCulture), gate.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private async Task StopWorkersAsync()
    {
        foreach (ServiceProcess worker in system.Workers)
            await worker.StopAsync();
    }

    private async Task<JobStatus> WaitAsync(Job job, Func<JobStatus, bool> isWanted)
    {
        JobStatus? found = null;
        for (long started = Stopwatch.GetTimestamp(); found is null; await Task.Delay(1, Cancellation))
        {
            if (await system.TryReadAsync(job) is JobStatus status && isWanted(status))
                found = status;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2), "waited too long");
        }
        return found;
    }

    /// <summary>Waits until nothing is parsed any more.</summary>
    private async Task WaitUntilStillAsync(Job job)
    {
        long parsed = -1;
        for (JobStatus now = await WaitAsync(job, _ => true); now.ParsedBatches != parsed; now = await WaitAsync(job, _ => true))
        {
            parsed = now.ParsedBatches;
            await Task.Delay(500, Cancellation);
        }
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition, string otherwise)
    {
        for (long started = Stopwatch.GetTimestamp(); !await condition(); await Task.Delay(20, Cancellation))
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1), otherwise);
    }
}
