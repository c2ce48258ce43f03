using System.Globalization;
using Pyner.Pipeline;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Reports;
using Pyner.Sra.Sources;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>Batches in Redis.</summary>
internal sealed class RedisBatchLedger(RedisConnection connection) : IBatchLedger
{
    // A status names that many failures, and of each reason the beginning: it must stay a status.
    private const int MostFailures = 100;
    private const int LongestReason = 1_000;

    // Bytes of partials after which a reply ends, so that none is large; the next ones come with another.
    private const int ReplyBytes = 4 << 20;

    private readonly ChunkStore _chunks = new(connection);

    private LedgerKeys Keys => connection.Keys;

    public async Task<long> BeginPlanAsync(RoleLease scanner, JobIdentity identity, CancellationToken cancellation) => (long)await ScanAsync(
        LedgerScript.BeginPlan, scanner, [LedgerJson.Write(identity), LedgerJson.WriteKey(identity), identity.SourcePath], cancellation).ConfigureAwait(false);

    public Task PlanAsync(RoleLease scanner, PlannedBatch batch, CancellationToken cancellation) => ScanAsync(
        LedgerScript.PlanBatch,
        scanner,
        [batch.Ordinal, batch.Id.ToString(), batch.Submissions, batch.Batch.Bytes, batch.SourceBytes, batch.Trace ?? ""],
        cancellation);

    public Task NoteSourceAsync(RoleLease scanner, long? submissionsTotal, long sourceBytes, long? sourceBytesTotal, CancellationToken cancellation) =>
        ScanAsync(LedgerScript.NoteSource, scanner, [Optional(submissionsTotal), sourceBytes, Optional(sourceBytesTotal)], cancellation);

    public Task EndPlanAsync(RoleLease scanner, long planned, CancellationToken cancellation) =>
        ScanAsync(LedgerScript.EndPlan, scanner, [planned], cancellation);

    public async Task<Backlog> BacklogAsync(string jobId, CancellationToken cancellation)
    {
        long[] found = (long[])(await connection.EvaluateAsync(LedgerScript.ReadBacklog, [Keys.Job(jobId)], [], cancellation).ConfigureAwait(false))!;
        return new Backlog(found[0], found[1], found[2], found[3], found[4] == 1, found[5] == 1);
    }

    public async Task<IReadOnlyList<BatchPosition>> TakeOverdueAsync(RoleLease scanner, TimeSpan age, int count, CancellationToken cancellation)
    {
        string[] found = (string[])(await ScanAsync(
            LedgerScript.TakeOverdue, scanner, [LedgerTime.Microseconds(age), count], cancellation).ConfigureAwait(false))!;
        return
        [
            .. found.Chunk(3).Select(parts => new BatchPosition(
                scanner.JobId, long.Parse(parts[0], CultureInfo.InvariantCulture), Id(parts[1]), parts[2].Length > 0 ? parts[2] : null)),
        ];
    }

    public async Task<BatchLease?> TryLeaseAsync(string jobId, long ordinal, string workerId, TimeSpan duration, CancellationToken cancellation)
    {
        RedisResult found = await connection.EvaluateAsync(
            LedgerScript.LeaseBatch,
            [Keys.Job(jobId), Keys.WorkersExpiry],
            [ordinal, workerId, LedgerTime.Microseconds(duration), LedgerTime.Microseconds(IBatchLedger.PatienceWithOthers)],
            cancellation).ConfigureAwait(false);
        if (found.IsNull)
            return null;
        var parts = (RedisResult[])found!;
        return new BatchLease(
            jobId, ordinal, workerId, long.Parse((string)parts[0]!, CultureInfo.InvariantCulture), Id((string)parts[1]!), new BatchReference((byte[])parts[2]!),
            LedgerTime.Span((string)parts[3]!), (string?)parts[4]);
    }

    public async Task<bool> RenewAsync(BatchLease lease, TimeSpan duration, CancellationToken cancellation) =>
        (bool)await HoldAsync(LedgerScript.RenewBatch, lease, [LedgerTime.Microseconds(duration)], cancellation).ConfigureAwait(false);

    public Task ReturnAsync(BatchLease lease, CancellationToken cancellation) => HoldAsync(LedgerScript.ReturnBatch, lease, [], cancellation);

    public async Task<bool> CompleteAsync(BatchLease lease, ParsedBatch parsed, CancellationToken cancellation)
    {
        (RedisKey staged, int count, ReadOnlyMemory<byte> inline) =
            await _chunks.StageAsync(lease.JobId, Packed.Pack(parsed.Partial.Span), cancellation).ConfigureAwait(false);
        BatchFigures figures = parsed.Figures;
        var result = (int)await connection.EvaluateAsync(
            LedgerScript.CompleteBatch,
            [Keys.Job(lease.JobId), staged],
            [
                lease.Ordinal, lease.WorkerId, lease.Token, parsed.Groups, parsed.Device, LedgerTime.Microseconds(parsed.Busy),
                figures.Submissions, figures.Bytes, figures.Rejected, figures.Experiments, figures.Samples, figures.Runs, count, inline,
                parsed.Part?.ToString("x32", CultureInfo.InvariantCulture) ?? "", .. DeviceWorkFields.Write(parsed.Work),
            ],
            cancellation).ConfigureAwait(false);
        if (result < 0)
            throw ChunkStore.StagedLost($"the partial of batch {lease.Ordinal}");
        if (result == 0 && count > 0)
            connection.Forget(staged);
        return result == 1;
    }

    public async Task<bool> LeaveToOthersAsync(BatchLease lease, CancellationToken cancellation) =>
        (bool)await connection.EvaluateAsync(
            LedgerScript.LeaveBatch,
            [Keys.Job(lease.JobId), Keys.WorkersExpiry],
            [lease.Ordinal, lease.WorkerId, lease.Token, LedgerTime.Microseconds(IBatchLedger.PatienceWithOthers)],
            cancellation).ConfigureAwait(false);

    public async Task<BatchRefusal> RefuseAsync(BatchLease lease, string reason, TimeSpan tryFor, CancellationToken cancellation)
    {
        RedisValue shortened = VisibleText.Shortened(reason, LongestReason);
        RedisResult result = await connection.EvaluateAsync(
            LedgerScript.RefuseBatch,
            [Keys.Job(lease.JobId), Keys.WorkersExpiry],
            [
                lease.Ordinal, lease.WorkerId, lease.Token, LedgerTime.Microseconds(IBatchLedger.PatienceWithOthers), shortened,
                LedgerTime.Microseconds(tryFor), MostFailures,
            ],
            cancellation).ConfigureAwait(false);
        return (int)result switch
        {
            0 => BatchRefusal.LeaseLost,
            1 => BatchRefusal.GivenBack,
            _ => BatchRefusal.GivenUp,
        };
    }

    public async Task<IReadOnlyList<FinishedBatch>> ReadFinishedAsync(string jobId, long firstOrdinal, int count, CancellationToken cancellation)
    {
        var finished = new List<FinishedBatch>();
        while (finished.Count < count)
        {
            long next = firstOrdinal + finished.Count;
            var batches = (RedisResult[])(await connection.EvaluateAsync(
                LedgerScript.ReadFinished, [Keys.Job(jobId)], [next, count - finished.Count, ReplyBytes], cancellation).ConfigureAwait(false))!;
            foreach (RedisResult fields in batches)
            {
                if (await ReadFinishedAsync(jobId, firstOrdinal + finished.Count, (RedisValue[])fields!, cancellation).ConfigureAwait(false)
                    is not FinishedBatch batch)
                    return finished;
                finished.Add(batch);
            }
            if (batches.Length == 0)
                break;
        }
        return finished;
    }

    public ILedger OpenCheckpoints(RoleLease aggregator)
    {
        RoleCheck.Require(aggregator, JobRole.Aggregator);
        return new RedisCheckpoints(connection, _chunks, aggregator);
    }

    /// <summary>Makes a finished batch of its fields; null where a checkpoint has taken it meanwhile.</summary>
    private async Task<FinishedBatch?> ReadFinishedAsync(string jobId, long ordinal, RedisValue[] fields, CancellationToken cancellation)
    {
        BatchId id = Id((string)fields[1]!);
        if (fields[0] == "failed")
            return new FinishedBatch(ordinal, id, null, (string)fields[5]!, fields[6]);
        int count = (int)fields[3];
        IReadOnlyList<ReadOnlyMemory<byte>>? chunks =
            count == 0 ? [fields[4]] : await _chunks.ReadAsync(Keys.Partial(jobId, ordinal), count, cancellation).ConfigureAwait(false);
        if (chunks is null)
            return null;
        try
        {
            UInt128? part = fields[7].IsNull ? null : UInt128.Parse((string)fields[7]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return new FinishedBatch(ordinal, id, new StoredBatch(Packed.Unpack(chunks), (int)fields[2], part), null, fields[6]);
        }
        catch (InvalidDataException e)
        {
            throw new JobException($"What a worker made of batch {ordinal} of job {jobId} is damaged in the ledger: {e.Message}. Start the job again.", e);
        }
    }

    private Task<RedisResult> ScanAsync(LedgerScript script, RoleLease scanner, RedisValue[] arguments, CancellationToken cancellation)
    {
        RoleCheck.Require(scanner, JobRole.Scanner);
        return connection.EvaluateAsync(script, [Keys.Job(scanner.JobId)], [scanner.Token, scanner.Owner, .. arguments], cancellation);
    }

    private Task<RedisResult> HoldAsync(LedgerScript script, BatchLease lease, RedisValue[] arguments, CancellationToken cancellation) =>
        connection.EvaluateAsync(script, [Keys.Job(lease.JobId)], [lease.Ordinal, lease.WorkerId, lease.Token, .. arguments], cancellation);

    private static RedisValue Optional(long? number) => number is long value ? value : "";

    private static BatchId Id(string text) => new(UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
