using System.Diagnostics;
using Pyner.Pipeline.Telemetry;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>
/// What a scanner looks after from a job's first batch to its last: that not too much is outstanding, that batches whose message or worker was lost
/// are announced again, and that the spool holds no more than it must.
/// </summary>
internal sealed class ScanAttendance(
    IBatchLedger batches, RoleLease lease, JobRequest request, BatchSpool? spool, ScanOptions options, IScanObserver observer, IBatchAnnouncer announcer,
    Hint hint)
{
    private const int OverdueAtOnce = 64;

    // More than there will ever be, and far enough from the end of the numbers that sums don't overflow.
    private const long NoBound = long.MaxValue / 2;

    // One batch more than an interval between checkpoints always has room: so there is always something to wait for.
    private readonly long _maxUnmerged = Math.Min(Math.Max(options.MaxUnmergedSubmissions, request.CheckpointEvery), NoBound) + request.BatchSize;

    private long _lookedAt;
    private long _room;
    private long _spoolCleaned;
    private string? _spoolFault; // told last

    /// <summary>Waits until another batch may be planned.</summary>
    /// <param name="planned">Batches planned, as the scanner knows.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where none is wanted any more: the job is to be cancelled, or at its end.</returns>
    /// <exception cref="LedgerBehindException">The ledger has fewer.</exception>
    public async Task<bool> WaitForRoomAsync(long planned, CancellationToken cancellation)
    {
        if (_room > 0 && Stopwatch.GetElapsedTime(_lookedAt) < options.LookInterval)
        {
            _room--;
            return true;
        }
        while (true)
        {
            Backlog backlog = await LookAsync(cancellation).ConfigureAwait(false);
            if (backlog.CancelRequested)
                return false;
            if (backlog.Planned < planned)
                throw new LedgerBehindException($"{planned} batches were planned, and the ledger has {backlog.Planned}");
            _room = Room(backlog);
            if (_room > 0)
            {
                _room--;
                return true;
            }
            await hint.WaitAsync(options.RoomInterval, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Looks after the job once.</summary>
    /// <exception cref="LedgerBehindException">Batches wait again whose segments were removed once they were parsed.</exception>
    public async Task<Backlog> LookAsync(CancellationToken cancellation)
    {
        Backlog backlog = await batches.BacklogAsync(lease.JobId, cancellation).ConfigureAwait(false);
        CleanSpool(backlog.FirstUnparsed);
        if (!backlog.CancelRequested && backlog.Unparsed > 0 && Stopwatch.GetElapsedTime(_lookedAt) >= options.LookInterval)
        {
            await AnnounceOverdueAsync(cancellation).ConfigureAwait(false);
            _lookedAt = Stopwatch.GetTimestamp();
        }
        return backlog;
    }

    private async Task AnnounceOverdueAsync(CancellationToken cancellation)
    {
        IReadOnlyList<BatchPosition> overdue;
        do
        {
            overdue = await batches.TakeOverdueAsync(lease, options.OverdueAge, OverdueAtOnce, cancellation).ConfigureAwait(false);
            // In another order each time: workers take messages by turns, so that a batch would come to the one that refused it again and again.
            BatchPosition[] shuffled = [.. overdue];
            Random.Shared.Shuffle(shuffled);
            foreach (BatchPosition batch in shuffled)
            {
                using Activity? activity = PipelineTracing.Announce(batch);
                await announcer.AnnounceAsync(batch, cancellation).ConfigureAwait(false);
            }
            if (overdue.Count > 0)
                observer.AnnouncedAgain(lease.JobId, overdue);
        }
        while (overdue.Count == OverdueAtOnce);
    }

    private long Room(Backlog backlog)
    {
        if (spool is not null && backlog.Unparsed > 0 && spool.List().Bytes >= options.MaxSpoolBytes)
            return 0;
        long submissions = _maxUnmerged - backlog.UnmergedSubmissions;
        long room = Math.Min(options.MaxUnparsedBatches - backlog.Unparsed, submissions <= 0 ? 0 : (submissions + request.BatchSize - 1) / request.BatchSize);
        // How large a batch gets shows only once it is spooled.
        return spool is null ? room : Math.Min(room, 1);
    }

    private void CleanSpool(long firstUnparsed)
    {
        if (spool is null || firstUnparsed == _spoolCleaned)
            return;
        if (firstUnparsed < _spoolCleaned)
            throw new LedgerBehindException(
                $"all batches before batch {_spoolCleaned} were parsed, and in the ledger only those before batch {firstUnparsed} are");
        try
        {
            foreach (long ordinal in spool.List().Ordinals)
            {
                if (ordinal < firstUnparsed)
                    spool.Delete(ordinal);
            }
            _spoolCleaned = firstUnparsed;
        }
        catch (SpoolException e)
        {
            // Nothing depends on it: the next look tries again.
            if (_spoolFault != e.Message)
                observer.SpoolRemains(lease.JobId, e.Message);
            _spoolFault = e.Message;
        }
    }
}
