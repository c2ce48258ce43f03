using System.Diagnostics;
using Grpc.Core;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>Watches a job to its end, over as many connections as it takes: a gateway that goes away and comes back costs a line on stderr.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="display">Shows the job.</param>
/// <param name="known">The job as it was seen last, or null.</param>
internal sealed class JobWatcher(GatewayClient gateway, IJobDisplay display, Job? known)
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(5);

    // A gateway that is away for longer is not being started anew.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private Job? _job = known;
    private bool _ledgerUnreachable;
    private long _heard = Stopwatch.GetTimestamp();
    private bool _isLost;

    /// <summary>Watches until the job is at its end.</summary>
    /// <returns>The job as it ended.</returns>
    /// <exception cref="UserException">There is no such job, or the gateway can't be reached, or stayed away too long.</exception>
    public async Task<Job> RunAsync(string jobId, CancellationToken cancellation)
    {
        TimeSpan delay = s_firstDelay;
        while (true)
        {
            try
            {
                await foreach (JobUpdate update in gateway.WatchAsync(jobId, _job?.Revision, cancellation))
                {
                    Take(update);
                    delay = s_firstDelay;
                }
                // The stream ends with the job; without a message only where what was seen last was its end.
                if (_job is { } job && job.State.IsEnd())
                    return job;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.OutOfRange && _job is not null)
            {
                // The ledger was restored from an older state: begin with what it has.
                display.Tell("the ledger went back to an older state; going on from there");
                _job = null;
            }
            catch (RpcException e) when (GatewayErrors.IsPassing(e) && _job is not null && Stopwatch.GetElapsedTime(_heard) < s_patience)
            {
                Lose();
            }
            catch (RpcException e)
            {
                throw gateway.Describe(e, cancellation);
            }
            await Task.Delay(delay, cancellation);
            delay = delay * 2 < s_longestDelay ? delay * 2 : s_longestDelay;
        }
    }

    private void Take(JobUpdate update)
    {
        _heard = Stopwatch.GetTimestamp();
        _job = update.Job;
        if (_isLost)
            display.Tell($"connected again, going on from revision {Quantity.Count(update.Job.Revision)}");
        _isLost = false;
        if (update.LedgerUnreachable != _ledgerUnreachable)
            display.Tell(update.LedgerUnreachable ? "the gateway can't reach the ledger; what is shown may be old" : "the gateway reaches the ledger again");
        _ledgerUnreachable = update.LedgerUnreachable;
        display.Show(update.Job);
    }

    private void Lose()
    {
        if (!_isLost)
            display.Tell($"the connection to the gateway was lost; trying again, from revision {Quantity.Count(_job!.Revision)}");
        _isLost = true;
    }
}
