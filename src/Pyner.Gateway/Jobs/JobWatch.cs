using System.Globalization;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Gateway.Errors;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>One watcher's stream: the job as it is now, then again at every change, until its end.</summary>
/// <param name="subscription">Where the news come from.</param>
/// <param name="stream">Where they go.</param>
/// <param name="seen">The revision that the watcher has seen, or null.</param>
internal sealed class JobWatch(JobSubscription subscription, IAsyncStreamWriter<JobUpdate> stream, long? seen)
{
    // Speeds, time left and heartbeats change while the job does not.
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(5);

    private long? _seen = seen;
    private bool? _unreachable;

    /// <summary>Writes until the job is at its end.</summary>
    /// <param name="stopping">The gateway stops.</param>
    /// <param name="cancellation">The watcher went away.</param>
    /// <exception cref="RpcException">The job is gone, the revision is not one of it, or the gateway stops.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        try
        {
            bool isDue = false;
            while (true)
            {
                Task changed = subscription.Changed;
                JobSnapshot now = subscription.Current
                    ?? throw RpcErrors.NotFound(RpcErrors.JobType, "", "The job is no longer in the ledger, which lost it. Start it again.");
                CheckRevision(now);
                if (isDue || now.Status.Revision > (_seen ?? -1) || (_unreachable ?? false) != subscription.LedgerUnreachable)
                    await WriteAsync(now, either.Token);
                if (now.Status.State.IsEnd())
                    return;
                isDue = !await ChangesAsync(changed, either.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw RpcErrors.Unavailable("The gateway is stopping. Watch again, from the revision that was seen last.");
        }
    }

    private void CheckRevision(JobSnapshot now)
    {
        if (_seen > now.Status.Revision)
        {
            throw RpcErrors.OutOfRange("after_revision", string.Create(
                CultureInfo.InvariantCulture,
                $"after_revision {_seen} is ahead of the job, which is at {now.Status.Revision}. Leave it out to begin with the job as it is now."));
        }
    }

    private Task WriteAsync(JobSnapshot now, CancellationToken cancellation)
    {
        _seen = now.Status.Revision;
        _unreachable = subscription.LedgerUnreachable;
        return stream.WriteAsync(new JobUpdate { Job = now.ToContract(), LedgerUnreachable = _unreachable.Value }, cancellation);
    }

    /// <summary>Waits for news.</summary>
    /// <returns>False where there were none for so long that what depends on the time is to be written anew.</returns>
    private static async Task<bool> ChangesAsync(Task changed, CancellationToken cancellation)
    {
        try
        {
            await changed.WaitAsync(s_refresh, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
