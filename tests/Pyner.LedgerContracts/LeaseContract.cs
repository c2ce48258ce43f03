using System.Diagnostics;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do with a batch from its lease until a checkpoint has it.</summary>
public abstract class LeaseContract : DistributedLedgerContract
{
    [Fact]
    public async Task A_lease_brings_the_batch_as_it_was_planned()
    {
        RoleLease scanner = await BeginAsync(1);
        byte[] large = new byte[300_000];
        new Random(4).NextBytes(large);
        await Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, 1) with { Batch = new BatchReference(large) }, Cancellation);
        BatchLease lease = await LeaseAsync(scanner.JobId, 0, "worker-7");
        Assert.Equal((scanner.JobId, 0, "worker-7", Samples.Id(scanner.JobId, 0)), (lease.JobId, lease.Ordinal, lease.WorkerId, lease.BatchId));
        Assert.Equal(Samples.Reference(0), lease.Batch.Bytes.ToArray());
        Assert.Equal(large, (await LeaseAsync(scanner.JobId, 1)).Batch.Bytes.ToArray());
    }

    [Fact]
    public async Task A_batch_s_trace_goes_with_it_wherever_it_goes()
    {
        RoleLease scanner = await BeginAsync(4);
        string job = scanner.JobId;
        IReadOnlyList<BatchPosition> overdue = await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation);
        Assert.Equal(Ordinals(0, 4).Select(Samples.Trace), overdue.OrderBy(batch => batch.Ordinal).Select(batch => batch.Trace));
        foreach (long ordinal in Ordinals(0, 4))
        {
            BatchLease lease = await LeaseAsync(job, ordinal);
            Assert.Equal(Samples.Trace(ordinal), lease.Trace);
            if (ordinal < 2)
                await Batches.CompleteAsync(lease, Samples.Parsed(ordinal), Cancellation);
            else
                await Batches.RefuseAsync(lease, "unreadable", TimeSpan.Zero, Cancellation);
        }
        IReadOnlyList<FinishedBatch> finished = await Batches.ReadFinishedAsync(job, 0, 10, Cancellation);
        Assert.Equal(Ordinals(0, 4).Select(Samples.Trace), finished.Select(batch => batch.Trace));
    }

    [Fact]
    public async Task A_lease_tells_how_long_the_batch_waited_for_it()
    {
        long started = Stopwatch.GetTimestamp();
        RoleLease scanner = await BeginAsync(1);
        TimeSpan pause = TimeSpan.FromMilliseconds(200);
        await Task.Delay(pause, Cancellation);
        // That it was announced again does not make the wait shorter.
        Assert.Single(await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation));
        BatchLease first = await LeaseAsync(scanner.JobId, 0);
        Assert.InRange(first.Waited, pause / 2, Stopwatch.GetElapsedTime(started));
        await Task.Delay(pause, Cancellation);
        long returned = Stopwatch.GetTimestamp();
        await Batches.ReturnAsync(first, Cancellation);
        BatchLease second = await LeaseAsync(scanner.JobId, 0, duration: pause / 4);
        Assert.InRange(second.Waited, TimeSpan.Zero, Stopwatch.GetElapsedTime(returned));
        await Task.Delay(pause, Cancellation);
        Assert.InRange((await LeaseAsync(scanner.JobId, 0)).Waited, pause / 2, Stopwatch.GetElapsedTime(returned));
    }

    [Fact]
    public async Task A_batch_has_one_worker_at_a_time()
    {
        string job = (await BeginAsync(2)).JobId;
        long revision = (await StatusAsync(job)).Revision;
        BatchLease first = await LeaseAsync(job, 0, "first");
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "second", Lasting, Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "first", Lasting, Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(job, 2, "second", Lasting, Cancellation));
        await LeaseAsync(job, 1, "second");
        JobStatus status = await StatusAsync(job);
        Assert.Equal(2, status.LeasedBatches);
        Assert.True(status.Revision > revision);
        await Batches.ReturnAsync(first, Cancellation);
        JobStatus returned = await StatusAsync(job);
        Assert.Equal(1, returned.LeasedBatches);
        Assert.True(returned.Revision > status.Revision);
        BatchLease again = await LeaseAsync(job, 0, "first");
        Assert.True(again.Token > first.Token);
    }

    [Fact]
    public async Task A_batch_whose_worker_is_silent_goes_to_the_next_with_a_greater_token()
    {
        string job = (await BeginAsync(1)).JobId;
        BatchLease first = await LeaseAsync(job, 0, "first");
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "second", Lasting, Cancellation));
        // The last that is heard of it. Before, its lease had to outlast a call, however long that takes.
        Assert.True(await Batches.RenewAsync(first, TimeSpan.FromMilliseconds(50), Cancellation));
        BatchLease? second;
        while ((second = await Batches.TryLeaseAsync(job, 0, "second", Lasting, Cancellation)) is null)
            await Task.Delay(10, Cancellation);
        Assert.True(second.Token > first.Token);
        Assert.Equal(first.Batch.Bytes.ToArray(), second.Batch.Bytes.ToArray());
        await LostAsync(first);
        Assert.Equal(1, (await StatusAsync(job)).LeasedBatches);
        Assert.True(await Batches.RenewAsync(second, Lasting, Cancellation));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_stays()
    {
        string job = (await BeginAsync(1)).JobId;
        BatchLease lease = await LeaseAsync(job, 0, "first", TimeSpan.FromMilliseconds(50));
        Assert.True(await Batches.RenewAsync(lease, Lasting, Cancellation));
        await Task.Delay(100, Cancellation);
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "second", Lasting, Cancellation));
        Assert.Equal(1, (await StatusAsync(job)).LeasedBatches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_lease_that_expired_brings_is_taken_where_nobody_else_has_the_batch(bool republished)
    {
        RoleLease scanner = await BeginAsync(1);
        BatchLease lease = await LeaseAsync(scanner.JobId, 0, "slow", TimeSpan.Zero);
        Assert.Equal(0, (await StatusAsync(scanner.JobId)).LeasedBatches);
        if (republished)
            Assert.Single(await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation));
        Assert.True(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        Assert.Equal(0, (await Batches.BacklogAsync(scanner.JobId, Cancellation)).Unparsed);
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(scanner.JobId, 0, "other", Lasting, Cancellation));
    }

    [Fact]
    public async Task A_batch_is_parsed_once()
    {
        string job = (await BeginAsync(1)).JobId;
        BatchLease stale = await LeaseAsync(job, 0, "first", TimeSpan.Zero);
        BatchLease lease = await LeaseAsync(job, 0, "second");
        await LostAsync(stale);
        JobStatus before = await StatusAsync(job);
        Assert.True(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        JobStatus parsed = await StatusAsync(job);
        Assert.True(parsed.Revision > before.Revision);
        Assert.Equal(
            (1, Samples.Figures(0), 0, Samples.SourceBytes(0)),
            (parsed.ParsedBatches, parsed.Parsed, parsed.LeasedBatches, parsed.FinishedSourceBytes));
        // The same lease again, as after a lost answer; but it can't change its mind.
        Assert.True(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        Assert.Equal(BatchRefusal.LeaseLost, await Batches.RefuseAsync(lease, "unreadable", TimeSpan.Zero, Cancellation));
        Assert.False(await Batches.RenewAsync(lease, Lasting, Cancellation));
        await Batches.ReturnAsync(lease, Cancellation);
        await LostAsync(stale);
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "third", Lasting, Cancellation));
        AssertSame(parsed, await StatusAsync(job));
        Assert.Equal(Samples.Part(0), Assert.Single(await Batches.ReadFinishedAsync(job, 0, 10, Cancellation)).Parsed!.Part);
    }

    [Fact]
    public async Task A_batch_is_given_up_once()
    {
        string job = (await BeginAsync(2)).JobId;
        BatchLease stale = await LeaseAsync(job, 1, "first", TimeSpan.Zero);
        BatchLease lease = await LeaseAsync(job, 1, "second");
        JobStatus before = await StatusAsync(job);
        Assert.Equal(BatchRefusal.GivenUp, await Batches.RefuseAsync(lease, "the volume is gone:\r\n “/data”", TimeSpan.Zero, Cancellation));
        JobStatus failed = await StatusAsync(job);
        Assert.True(failed.Revision > before.Revision);
        Assert.Equal((1, 0, Samples.SourceBytes(1)), (failed.FailedBatches, failed.ParsedBatches, failed.FinishedSourceBytes));
        Assert.Equal([new FailedBatch(1, Samples.Id(job, 1), "the volume is gone:\r\n “/data”")], failed.Failures);
        Assert.Equal(BatchRefusal.GivenUp, await Batches.RefuseAsync(lease, "again", TimeSpan.Zero, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(1), Cancellation));
        await LostAsync(stale);
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "third", Lasting, Cancellation));
        AssertSame(failed, await StatusAsync(job));
        await CompleteAsync(job, 0);
        IReadOnlyList<FinishedBatch> finished = await Batches.ReadFinishedAsync(job, 0, 10, Cancellation);
        Assert.Equal([null, "the volume is gone:\r\n “/data”"], finished.Select(batch => batch.Failure));
        Assert.Null(finished[1].Parsed);
    }

    [Fact]
    public async Task A_batch_that_one_worker_can_not_read_is_left_to_another_that_lives()
    {
        RoleLease scanner = await BeginAsync(1);
        string job = scanner.JobId;
        await BeatAsync("broken", "other");
        BatchLease lease = await LeaseAsync(job, 0, "broken");
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(lease, "the volume is gone", TimeSpan.Zero, Cancellation));
        // The same lease again, as after a lost answer; and no other word of it counts.
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(lease, "the volume is gone", TimeSpan.Zero, Cancellation));
        Assert.False(await Batches.RenewAsync(lease, Lasting, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        JobStatus status = await StatusAsync(job);
        Assert.Equal((0, 0, 0), (status.FailedBatches, status.LeasedBatches, status.ParsedBatches));
        Assert.Empty(status.Failures);

        // It is announced at once, however long others would have to wait. Who refused it gets nothing, the other one does.
        Assert.Equal([0], (await Batches.TakeOverdueAsync(scanner, Lasting, 10, Cancellation)).Select(batch => batch.Ordinal));
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "broken", Lasting, Cancellation));
        BatchLease other = await LeaseAsync(job, 0, "other");
        Assert.True(await Batches.CompleteAsync(other, Samples.Parsed(0), Cancellation));
        Assert.Equal((0, 1), ((await StatusAsync(job)).FailedBatches, (await StatusAsync(job)).ParsedBatches));
    }

    [Fact]
    public async Task A_batch_is_given_up_once_all_workers_that_live_have_refused_it()
    {
        string job = (await BeginAsync(2)).JobId;
        await BeatAsync("first", "second", "third");
        foreach (string worker in new[] { "second", "first" })
            Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(await LeaseAsync(job, 1, worker), "gone", TimeSpan.Zero, Cancellation));
        // Given back to be tried again: not refused yet.
        BatchLease third = await LeaseAsync(job, 1, "third");
        await Batches.ReturnAsync(third, Cancellation);
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "first", Lasting, Cancellation));
        third = await LeaseAsync(job, 1, "third");
        Assert.Equal(BatchRefusal.GivenUp, await Batches.RefuseAsync(third, "gone for good", TimeSpan.Zero, Cancellation));
        Assert.Equal([new FailedBatch(1, Samples.Id(job, 1), "gone for good")], (await StatusAsync(job)).Failures);
        // Another batch is none of its concern.
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(await LeaseAsync(job, 0, "first"), "gone", TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task Workers_that_fell_silent_are_not_waited_for()
    {
        string job = (await BeginAsync(1)).JobId;
        await BeatAsync("broken");
        await Jobs.BeatAsync(Samples.Worker("silent"), TimeSpan.FromMilliseconds(300), Cancellation);
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(await LeaseAsync(job, 0, "broken"), "gone", TimeSpan.Zero, Cancellation));
        BatchLease? lease;
        while ((lease = await Batches.TryLeaseAsync(job, 0, "broken", Lasting, Cancellation)) is null)
            await Task.Delay(20, Cancellation);
        Assert.Equal(BatchRefusal.GivenUp, await Batches.RefuseAsync(lease, "gone", TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task A_batch_that_nobody_else_may_read_is_tried_again_for_a_while()
    {
        RoleLease scanner = await BeginAsync(1);
        string job = scanner.JobId;
        var patience = TimeSpan.FromMilliseconds(400);
        long started = Stopwatch.GetTimestamp();
        BatchLease lease = await LeaseAsync(job, 0, "alone");
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(lease, "gone", patience, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        // It counts as published now, so that the tries are not one after the other.
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, Lasting, 10, Cancellation));
        Assert.Equal([0], (await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation)).Select(batch => batch.Ordinal));
        BatchRefusal refusal;
        while ((refusal = await Batches.RefuseAsync(await LeaseAsync(job, 0, "alone"), "gone", patience, Cancellation)) == BatchRefusal.GivenBack)
            await Task.Delay(20, Cancellation);
        Assert.Equal(BatchRefusal.GivenUp, refusal);
        Assert.True(Stopwatch.GetElapsedTime(started) >= patience);
    }

    [Fact]
    public async Task Others_that_are_back_are_waited_for_anew()
    {
        string job = (await BeginAsync(1)).JobId;
        var patience = TimeSpan.FromMilliseconds(300);
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(await LeaseAsync(job, 0, "broken"), "gone", patience, Cancellation));
        await Task.Delay(patience, Cancellation);
        BatchLease lease = await LeaseAsync(job, 0, "broken");
        await BeatAsync("other");
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(lease, "gone", patience, Cancellation));
        // The last one has as long as if nobody had been alone before.
        Assert.Equal(BatchRefusal.GivenBack, await Batches.RefuseAsync(await LeaseAsync(job, 0, "other"), "gone", Lasting, Cancellation));
    }

    [Fact]
    public async Task A_batch_that_can_not_be_read_whole_is_left_to_others_and_kept_where_there_are_none()
    {
        RoleLease scanner = await BeginAsync(2);
        string job = scanner.JobId;
        BatchLease lease = await LeaseAsync(job, 0, "broken");
        Assert.False(await Batches.LeaveToOthersAsync(lease, Cancellation));
        Assert.True(await Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        Assert.False(await Batches.LeaveToOthersAsync(lease with { Token = lease.Token + 1 }, Cancellation));

        await BeatAsync("broken", "other");
        lease = await LeaseAsync(job, 1, "broken");
        Assert.True(await Batches.LeaveToOthersAsync(lease, Cancellation));
        Assert.True(await Batches.LeaveToOthersAsync(lease, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(1), Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "broken", Lasting, Cancellation));
        Assert.Equal([1], (await Batches.TakeOverdueAsync(scanner, Lasting, 10, Cancellation)).Select(batch => batch.Ordinal));
        // The last one who says so keeps it.
        BatchLease other = await LeaseAsync(job, 1, "other");
        Assert.False(await Batches.LeaveToOthersAsync(other, Cancellation));
        Assert.True(await Batches.CompleteAsync(other, Samples.Parsed(1), Cancellation));
    }

    [Fact]
    public async Task A_status_names_the_first_failures_and_counts_all()
    {
        string job = (await BeginAsync(120)).JobId;
        for (long ordinal = 0; ordinal < 120; ordinal++)
            await Batches.RefuseAsync(await LeaseAsync(job, ordinal), new string('x', 5_000), TimeSpan.Zero, Cancellation);
        JobStatus status = await StatusAsync(job);
        Assert.Equal(120, status.FailedBatches);
        Assert.Equal(Ordinals(0, status.Failures.Count), status.Failures.Select(failure => failure.Ordinal));
        Assert.InRange(status.Failures.Count, 10, 100);
        Assert.All(status.Failures, failure => Assert.InRange(failure.Reason.Length, 100, 2_000));
    }

    [Fact]
    public async Task Finished_batches_are_read_in_order_up_to_the_first_gap()
    {
        string job = (await BeginAsync(6)).JobId;
        Assert.Empty(await Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
        await CompleteAsync(job, 3, 1, 0);
        await Batches.RefuseAsync(await LeaseAsync(job, 2), "unreadable", TimeSpan.Zero, Cancellation);
        await LeaseAsync(job, 4);
        await CompleteAsync(job, 5);
        IReadOnlyList<FinishedBatch> finished = await Batches.ReadFinishedAsync(job, 0, 10, Cancellation);
        Assert.Equal([0, 1, 2, 3], finished.Select(batch => batch.Ordinal));
        foreach (FinishedBatch batch in finished.Where(batch => batch.Ordinal != 2))
        {
            Assert.Equal((Samples.Id(job, batch.Ordinal), null), (batch.Id, batch.Failure));
            Assert.Equal(Samples.Partial(batch.Ordinal), batch.Parsed!.Partial.ToArray());
            Assert.Equal(Samples.Part(batch.Ordinal), batch.Parsed.Part);
            Assert.Equal(Samples.Submissions(batch.Ordinal), batch.Parsed.Groups);
        }
        Assert.Equal([1, 2], (await Batches.ReadFinishedAsync(job, 1, 2, Cancellation)).Select(batch => batch.Ordinal));
        Assert.Empty(await Batches.ReadFinishedAsync(job, 4, 10, Cancellation));
        FinishedBatch last = Assert.Single(await Batches.ReadFinishedAsync(job, 5, 10, Cancellation));
        Assert.Equal((5, null), (last.Ordinal, last.Parsed!.Part));
        Assert.Empty(await Batches.ReadFinishedAsync(job, 6, 10, Cancellation));
    }

    [Fact]
    public async Task Partials_of_any_size_come_back_whole()
    {
        var random = new Random(8);
        byte[][] partials = [[], new byte[1], new byte[20_000_000], new byte[5_000_000], new byte[3_000_000], new byte[1 << 20], new byte[(1 << 20) - 40]];
        // The third one is all zeros; the others do not compress.
        foreach (byte[] partial in partials.Where((_, i) => i != 2))
            random.NextBytes(partial);
        string job = (await BeginAsync(partials.Length)).JobId;
        for (int i = 0; i < partials.Length; i++)
            Assert.True(await Batches.CompleteAsync(await LeaseAsync(job, i), Samples.Parsed(i, partial: partials[i]), Cancellation));
        IReadOnlyList<FinishedBatch> finished = await Batches.ReadFinishedAsync(job, 0, 100, Cancellation);
        Assert.Equal(partials.Length, finished.Count);
        Assert.All(finished, batch => Assert.True(batch.Parsed!.Partial.Span.SequenceEqual(partials[batch.Ordinal])));
    }

    [Fact]
    public async Task A_status_tells_each_devices_share()
    {
        string job = (await BeginAsync(30)).JobId;
        string[] devices = ["cpu", "cuda:0", "cuda:1 “x”"];
        foreach (long ordinal in Ordinals(0, 30))
        {
            ParsedBatch parsed = Samples.Parsed(ordinal, devices[ordinal % 3]) with { Work = ordinal % 3 == 0 ? null : Samples.Work(ordinal) };
            BatchLease lease = await LeaseAsync(job, ordinal);
            await Batches.CompleteAsync(lease, parsed, Cancellation);
            // Brought twice, it counts once.
            Assert.True(await Batches.CompleteAsync(lease, parsed, Cancellation));
        }
        JobStatus status = await StatusAsync(job);
        Assert.Equal((30, Samples.Sum(Ordinals(0, 30))), (status.ParsedBatches, status.Parsed));
        IEnumerable<DeviceShare> expected = devices.Select((device, i) =>
        {
            long[] own = [.. Ordinals(0, 30).Where(ordinal => ordinal % 3 == i)];
            DeviceWork? work = i == 0 ? null : own.Select(Samples.Work).Aggregate<DeviceWork, DeviceWork?>(null, DeviceWork.Sum);
            return new DeviceShare(device, 10, Samples.Sum(own), TimeSpan.FromMilliseconds(own.Sum(ordinal => 5 + ordinal)), work);
        });
        Assert.Equal(expected, status.Devices);
    }

    [Fact]
    public async Task Two_jobs_do_not_mix()
    {
        RoleLease one = await BeginAsync(3), other = await BeginAsync(2);
        JobStatus before = await StatusAsync(other.JobId);
        BatchLease foreign = await LeaseAsync(one.JobId, 0);
        Assert.False(await Batches.CompleteAsync(foreign with { JobId = other.JobId }, Samples.Parsed(0), Cancellation));
        await CompleteAsync(one.JobId, 1, 2);
        await Batches.CompleteAsync(foreign, Samples.Parsed(0), Cancellation);
        await Assert.ThrowsAsync<LeaseLostException>(() => Batches.PlanAsync(one with { JobId = other.JobId }, Samples.Batch(other.JobId, 2), Cancellation));
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(one.JobId, JobRole.Aggregator));
        checkpoints.Record(one.JobId, Samples.Next(one.JobId, null, 3), [1]);
        await Jobs.RequestCancelAsync(one.JobId, "enough", Cancellation);
        await Jobs.EndAsync(one, DistributedJobState.Cancelled, null, Cancellation);
        AssertSame(before, await StatusAsync(other.JobId));
        await CompleteAsync(other.JobId, 0, 1);
        Assert.Equal(2, (await Batches.ReadFinishedAsync(other.JobId, 0, 10, Cancellation)).Count);
        Assert.Equal(3, (await StatusAsync(one.JobId)).ParsedBatches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_that_is_cancelled_gives_no_leases(bool ended)
    {
        RoleLease scanner = await BeginAsync(3);
        string job = scanner.JobId;
        BatchLease lease = await LeaseAsync(job, 0);
        await Jobs.RequestCancelAsync(job, "enough", Cancellation);
        if (ended)
            await Jobs.EndAsync(scanner, DistributedJobState.Cancelled, null, Cancellation);
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "worker", Lasting, Cancellation));
        await Batches.ReturnAsync(lease, Cancellation);
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "worker", Lasting, Cancellation));
        if (ended)
            await LostAsync(lease);
    }

    private async Task BeatAsync(params IEnumerable<string> workers)
    {
        foreach (string worker in workers)
            await Jobs.BeatAsync(Samples.Worker(worker), Lasting, Cancellation);
    }

    /// <summary>A lease that was lost does nothing.</summary>
    private async Task LostAsync(BatchLease lease)
    {
        JobStatus before = await StatusAsync(lease.JobId);
        Assert.False(await Batches.RenewAsync(lease, Lasting, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(lease.Ordinal) with { Part = 77 }, Cancellation));
        Assert.False(await Batches.CompleteAsync(lease, Samples.Parsed(lease.Ordinal, partial: new byte[3_000_000]), Cancellation));
        Assert.Equal(BatchRefusal.LeaseLost, await Batches.RefuseAsync(lease, "late", TimeSpan.Zero, Cancellation));
        await Batches.ReturnAsync(lease, Cancellation);
        AssertSame(before, await StatusAsync(lease.JobId));
    }
}
