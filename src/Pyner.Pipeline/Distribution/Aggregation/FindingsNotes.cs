using System.Diagnostics;
using Pyner.Pipeline.Distribution.Findings;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>Leaves notes of what a job has found in the ledger, seldom enough that those who watch never hold the job up.</summary>
/// <param name="jobs">The ledger.</param>
/// <param name="lease">The aggregator's role.</param>
/// <param name="merge">What was merged.</param>
/// <param name="interval">Time between two notes, at least.</param>
internal sealed class FindingsNotes(IJobLedger jobs, RoleLease lease, JobMerge merge, TimeSpan interval)
{
    // With hundreds of thousands of organisms summing up takes some milliseconds: no more than a twentieth of the time goes into it.
    private const int LeastPauseFactor = 20;

    private long _writtenAt;
    private long _writtenBatches;
    private TimeSpan _pause;

    /// <summary>Writes one if something was merged since the last one, and that was long enough ago.</summary>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    public async Task WriteWhereDueAsync(CancellationToken cancellation)
    {
        if (merge.EndBatch == _writtenBatches)
            return;
        TimeSpan passed = Stopwatch.GetElapsedTime(_writtenAt);
        if (_writtenAt == 0 || (passed >= interval && passed >= _pause))
            await WriteAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        JobFindings findings = merge.Findings();
        // Not of the ledger's time: a slow answer, of which there may be one at any time, must not make those who watch wait.
        _pause = Stopwatch.GetElapsedTime(started) * LeastPauseFactor;
        await jobs.NoteFindingsAsync(lease, findings, cancellation).ConfigureAwait(false);
        _writtenBatches = merge.EndBatch;
        _writtenAt = Stopwatch.GetTimestamp();
    }
}
