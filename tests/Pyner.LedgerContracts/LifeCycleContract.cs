using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>Random calls in random order, each compared with a model that is written down plainly.</summary>
public abstract class LifeCycleContract : DistributedLedgerContract
{
    private readonly Dictionary<long, BatchModel> _batches = [];
    private string _job = "";
    private RoleLease _scanner = null!;
    private Checkpoint? _last;
    private BatchFigures _parsed;
    private long _parsedCount;
    private long _failedCount;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task The_ledger_does_what_the_model_says(int seed)
    {
        var random = new Random(seed);
        _scanner = await BeginAsync(0);
        _job = _scanner.JobId;
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(_job, JobRole.Aggregator));
        for (int step = 0; step < 2_000; step++)
        {
            await StepAsync(random, checkpoints);
            if (step % 10 == 0)
                await CompareAsync();
        }
        Assert.True(_last is { EndBatch: > 10 } && _failedCount > 0 && _parsedCount > 20, $"{_last}, {_failedCount} failed, {_parsedCount} parsed");
    }

    private async Task StepAsync(Random random, ILedger checkpoints)
    {
        // Mostly one of the next to be merged: merging goes in order.
        long ordinal = random.Next(5) == 0 ? random.Next(_batches.Count + 2) : Math.Min((_last?.EndBatch ?? 0) + random.Next(8), _batches.Count + 1);
        _batches.TryGetValue(ordinal, out BatchModel? batch);
        BatchLease? lease = batch is { Leases.Count: > 0 } ? batch.Leases[^Math.Min(batch.Leases.Count, Math.Max(1, random.Next(-3, 4)))] : null;
        switch (random.Next(14))
        {
            case < 2:
                await PlanOneAsync(_batches.Count < ordinal + 8 ? _batches.Count + random.Next(-1, 2) : ordinal);
                break;
            case < 6:
                await TryLeaseAsync(ordinal, batch, random.Next(3) == 0);
                break;
            case 6 when lease is not null:
                bool expires = random.Next(3) == 0;
                Assert.Equal(batch!.IsHeldBy(lease), await Batches.RenewAsync(lease, expires ? TimeSpan.Zero : Lasting, Cancellation));
                if (batch.IsHeldBy(lease))
                    batch.IsExpired = expires;
                break;
            case 7 when lease is not null:
                await Batches.ReturnAsync(lease, Cancellation);
                if (batch!.IsHeldBy(lease))
                    batch.State = "waiting";
                break;
            case < 10 when lease is not null:
                await CompleteOneAsync(ordinal, batch!, lease);
                break;
            case 10 when lease is not null && random.Next(3) == 0:
                await FailOneAsync(batch!, lease);
                break;
            case 11:
                await TakeOverdueAsync(random);
                break;
            case 12:
                await ReadAsync(random);
                break;
            case 13:
                await RecordAsync(random, checkpoints);
                break;
        }
    }

    private async Task PlanOneAsync(long ordinal)
    {
        ordinal = Math.Max(0, ordinal);
        if (ordinal > _batches.Count)
        {
            await Assert.ThrowsAsync<LedgerBehindException>(() => Batches.PlanAsync(_scanner, Samples.Batch(_job, ordinal), Cancellation));
            return;
        }
        await Batches.PlanAsync(_scanner, Samples.Batch(_job, ordinal), Cancellation);
        _batches.TryAdd(ordinal, new BatchModel { State = "waiting" });
    }

    private async Task TryLeaseAsync(long ordinal, BatchModel? batch, bool expires)
    {
        BatchLease? lease = await Batches.TryLeaseAsync(_job, ordinal, "worker", expires ? TimeSpan.Zero : Lasting, Cancellation);
        Assert.Equal(batch is { IsFree: true }, lease is not null);
        if (lease is null)
            return;
        Assert.True(lease.Token > (batch!.Lease?.Token ?? 0));
        (batch.State, batch.Lease, batch.IsExpired) = ("leased", lease, expires);
        batch.Leases.Add(lease);
    }

    private async Task CompleteOneAsync(long ordinal, BatchModel batch, BatchLease lease)
    {
        bool isRepeated = batch.State == "parsed" && batch.Lease == lease;
        Assert.Equal(batch.IsHeldBy(lease) || isRepeated, await Batches.CompleteAsync(lease, Samples.Parsed(ordinal), Cancellation));
        if (!batch.IsHeldBy(lease))
            return;
        batch.State = "parsed";
        _parsedCount++;
        BatchFigures more = Samples.Figures(ordinal);
        _parsed = new BatchFigures(
            _parsed.Submissions + more.Submissions, _parsed.Bytes + more.Bytes, _parsed.Rejected + more.Rejected,
            _parsed.Experiments + more.Experiments, _parsed.Samples + more.Samples, _parsed.Runs + more.Runs);
    }

    private async Task FailOneAsync(BatchModel batch, BatchLease lease)
    {
        bool isRepeated = batch.State == "failed" && batch.Lease == lease;
        BatchRefusal expected = batch.IsHeldBy(lease) || isRepeated ? BatchRefusal.GivenUp : BatchRefusal.LeaseLost;
        Assert.Equal(expected, await Batches.RefuseAsync(lease, "unreadable", TimeSpan.Zero, Cancellation));
        if (!batch.IsHeldBy(lease))
            return;
        batch.State = "failed";
        _failedCount++;
    }

    private async Task TakeOverdueAsync(Random random)
    {
        Assert.Empty(await Batches.TakeOverdueAsync(_scanner, Lasting, 1_000, Cancellation));
        if (random.Next(2) == 0)
            return;
        IEnumerable<long> overdue = (await Batches.TakeOverdueAsync(_scanner, TimeSpan.Zero, 1_000, Cancellation)).Select(position => position.Ordinal);
        Assert.Equal(_batches.Where(pair => pair.Value.IsFree).Select(pair => pair.Key).Order(), overdue.Order());
    }

    private async Task ReadAsync(Random random)
    {
        long first = random.Next(_batches.Count + 1);
        int count = random.Next(1, 20);
        var expected = new List<(long, bool)>();
        for (long ordinal = first;
            expected.Count < count && _batches.TryGetValue(ordinal, out BatchModel? batch) && batch.State is "parsed" or "failed";
            ordinal++)
            expected.Add((ordinal, batch.State == "parsed"));
        IReadOnlyList<FinishedBatch> finished = await Batches.ReadFinishedAsync(_job, first, count, Cancellation);
        Assert.Equal(expected, finished.Select(batch => (batch.Ordinal, batch.Parsed is not null)));
    }

    private async Task RecordAsync(Random random, ILedger checkpoints)
    {
        long first = _last?.EndBatch ?? 0;
        long end = first + random.Next(1, 4);
        Checkpoint next = Samples.Next(_job, _last, end);
        bool isFinished = Ordinals(first, end).All(ordinal => _batches.TryGetValue(ordinal, out BatchModel? batch) && batch.State is "parsed" or "failed");
        if (!isFinished)
        {
            Assert.Throws<LedgerBehindException>(() => checkpoints.Record(_job, next, [1]));
            return;
        }
        Assert.True(checkpoints.Record(_job, next, [1]));
        foreach (long ordinal in Ordinals(first, end))
            _batches[ordinal].State = "merged";
        _last = next;
        await CompareAsync();
    }

    private async Task CompareAsync()
    {
        JobStatus status = await StatusAsync(_job);
        Assert.Equal(
            (_batches.Count, _parsedCount, _failedCount, _last?.EndBatch ?? 0),
            (status.PlannedBatches, status.ParsedBatches, status.FailedBatches, status.MergedBatches));
        Assert.Equal(_parsed, status.Parsed);
        Assert.Equal(_batches.Values.Count(batch => batch.State == "leased" && !batch.IsExpired), status.LeasedBatches);
        long[] unparsed = [.. _batches.Where(pair => pair.Value.State is "waiting" or "leased").Select(pair => pair.Key).Order()];
        long unmerged = _batches.Where(pair => pair.Value.State != "merged").Sum(pair => Samples.Submissions(pair.Key));
        Assert.Equal(
            new Backlog(unparsed.Length, unmerged, unparsed.FirstOrDefault(_batches.Count), _batches.Count, false, false),
            await Batches.BacklogAsync(_job, Cancellation));
    }
}
