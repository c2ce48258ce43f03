using Pyner.Contracts.V1;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>Several jobs beside and after each other, some of them cancelled.</summary>
public sealed class CancellationTests(PynerSystem system)
{
    [Fact]
    public async Task A_cancelled_job_publishes_nothing_and_those_beside_and_after_it_are_exact()
    {
        PynerSystem.Require();
        string source = system.Corpora.Generated("tar.gz");
        Job cancelled = await system.StartJobAsync(source, request => (request.BatchSize, request.Tables) = (5, true));
        Job beside = await system.StartJobAsync(source, request => (request.BatchSize, request.Studies) = (50, true));
        await system.WaitAsync(cancelled, job => job.Progress.Parsed.Batches > 10);
        await system.Jobs.CancelJobAsync(
            new CancelJobRequest { JobId = cancelled.Id, Reason = "not needed" }, cancellationToken: TestContext.Current.CancellationToken);
        Job ended = await system.EndOfAsync(cancelled);
        Assert.Equal((JobState.Cancelled, "not needed"), (ended.State, ended.Reason));
        Assert.Empty(PublishedOutputs.Of(ended.Options.Output));
        await system.WaitForNoRestAsync(ended.Options.Output);

        Job after = await system.StartJobAsync(source, request => request.Output = ended.Options.Output);
        await system.RequireSameBytesAsync(beside);
        await system.RequireSameBytesAsync(after);
    }

    [Fact]
    public async Task Two_jobs_at_once_do_not_mix()
    {
        PynerSystem.Require();
        Job whole = await system.StartJobAsync(system.Corpora.Generated("tree"), request => request.BatchSize = 7);
        Job part = await system.StartJobAsync(system.Corpora.Generated("tar.gz"), request => (request.BatchSize, request.Limit) = (11, 3_000));
        await system.RequireSameBytesAsync(whole);
        Job ended = await system.RequireSameBytesAsync(part);
        Assert.Equal(3_000, ended.Progress.Parsed.Submissions);
    }
}
