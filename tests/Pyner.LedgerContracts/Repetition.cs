using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>Makes each call twice, as a caller does who does not know whether the first one arrived: the job must look the same after both.</summary>
internal sealed class Repetition(IJobLedger jobs)
{
    public async Task<(T First, T Second)> TwiceAsync<T>(string jobId, Func<Task<T>> call, CancellationToken cancellation)
    {
        T first = await call();
        JobStatus? once = await jobs.FindAsync(jobId, cancellation);
        T second = await call();
        JobStatus? twice = await jobs.FindAsync(jobId, cancellation);
        // A lease may expire at any moment.
        Assert.Equivalent(once is null ? null : once with { LeasedBatches = 0 }, twice is null ? null : twice with { LeasedBatches = 0 }, true);
        return (first, second);
    }

    /// <summary>For a call whose answer must be the same.</summary>
    public async Task<T> SameAsync<T>(string jobId, Func<Task<T>> call, CancellationToken cancellation)
    {
        (T first, T second) = await TwiceAsync(jobId, call, cancellation);
        Assert.Equal(first, second);
        return first;
    }

    public Task RunAsync(string jobId, Func<Task> call, CancellationToken cancellation) => SameAsync(
        jobId,
        async () =>
        {
            await call();
            return true;
        },
        cancellation);
}
