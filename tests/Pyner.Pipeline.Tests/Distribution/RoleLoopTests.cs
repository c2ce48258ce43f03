using System.Collections.Concurrent;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Which jobs a process takes a role on, where it may have one at a time.</summary>
public sealed class RoleLoopTests
{
    private readonly MemoryLedger _ledger = new();
    private readonly RecordingServiceObserver _observer = new();
    private readonly ConcurrentQueue<string> _begun = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_failed_once_comes_back_before_a_younger_one()
    {
        await AddAsync("job1", "job2");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using RoleLoop loop = Loop((jobId, end) => jobId == "job1" && _begun.Count == 1
            ? throw new InvalidOperationException("a fault that nobody knows")
            : Task.Delay(Timeout.Infinite, end));
        Task running = loop.RunAsync(stop.Token);
        await UntilAsync(() => _begun.Count == 3);
        Assert.Equal(["job1", "job2", "job1"], _begun);
        Assert.Contains("left Aggregator for an older job", _observer.Said);
        await stop.CancelAsync();
        await running;
        Assert.Equal("left Aggregator", _observer.Said.Last());
    }

    [Fact]
    public async Task A_job_that_fails_each_time_leaves_a_younger_one_time()
    {
        await AddAsync("job1", "job2");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        TimeSpan worked = TimeSpan.Zero;
        using RoleLoop loop = Loop(async (jobId, end) =>
        {
            if (jobId == "job1")
                throw new InvalidOperationException("a fault that nobody knows");
            long began = Environment.TickCount64;
            await Task.Delay(Timeout.Infinite, end).ContinueWith(_ => { }, TaskScheduler.Default);
            worked += TimeSpan.FromMilliseconds(Environment.TickCount64 - began);
            end.ThrowIfCancellationRequested();
        });
        Task running = loop.RunAsync(stop.Token);
        await UntilAsync(() => _begun.Count(jobId => jobId == "job1") == 4);
        await stop.CancelAsync();
        await running;
        // Three times for the pause and as long again, but for what a busy machine takes of it.
        Assert.InRange(worked.TotalSeconds, 1.2, 60);
    }

    private async Task AddAsync(params string[] jobIds)
    {
        foreach (string jobId in jobIds)
        {
            var request = new JobRequest
            {
                SourcePath = "/none",
                OutputFolder = $"/none/{jobId}",
                BatchSize = 1,
                CheckpointEvery = 1,
                Timestamp = DateTimeOffset.UnixEpoch
            };
            await _ledger.CreateAsync(jobId, request, 10, Cancellation);
        }
    }

    private RoleLoop Loop(Func<string, CancellationToken, Task> work)
    {
        var options = new RoleLoopOptions
        {
            Role = JobRole.Aggregator,
            Owner = "test",
            MaxJobs = 1,
            PollInterval = TimeSpan.FromMilliseconds(10),
            LongestPause = TimeSpan.FromMilliseconds(300),
        };
        return new RoleLoop(
            _ledger,
            options,
            (role, end) =>
            {
                _begun.Enqueue(role.Lease.JobId);
                return work(role.Lease.JobId, end);
            },
            _observer);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (int i = 0; !isSo(); i++)
        {
            Assert.True(i < 6_000, "waited too long");
            await Task.Delay(10, Cancellation);
        }
    }
}
