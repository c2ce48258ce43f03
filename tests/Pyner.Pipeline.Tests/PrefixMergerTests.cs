using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class PrefixMergerTests
{
    private const string Job = "job";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Batches_in_any_order_are_merged_in_order_and_nothing_after_a_gap(int seed)
    {
        long[] order = [.. Enumerable.Range(0, 60).Select(i => (long)i)];
        new Random(seed).Shuffle(order);
        PrefixMerger merger = Start();
        var came = new HashSet<long>();
        var merged = new List<long>();
        foreach (long ordinal in order)
        {
            merger.Take(Batch(ordinal));
            came.Add(ordinal);
            while (merger.MergeNext() is CompletedBatch batch)
                merged.Add(batch.Ordinal);
            long expected = 0;
            while (came.Contains(expected))
                expected++;
            Assert.Equal(expected, merger.EndBatch);
            Assert.Equal(expected * (expected + 1) / 2, merger.Delta.Totals.Runs);
        }
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), merged);
        Assert.Equal(60 * 3, merger.DeltaGroups);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 7)]
    [InlineData(4, 20)]
    public void Batches_condensed_while_they_wait_are_merged_all_the_same(int seed, int many)
    {
        long[] order = [.. Enumerable.Range(0, 60).Select(i => (long)i)];
        new Random(seed).Shuffle(order);
        PrefixMerger straight = Start();
        PrefixMerger merger = Start();
        var merged = new List<long>();
        int condensed = 0;
        int condensedOut = 0;
        for (long ordinal = 0; ordinal < 60; ordinal++)
        {
            straight.Take(Batch(ordinal));
            straight.MergeNext();
        }
        foreach (long ordinal in order)
        {
            merger.Take(Batch(ordinal));
            while (merger.MergeNext() is CompletedBatch batch)
            {
                merged.Add(batch.Ordinal);
                condensedOut += batch.IsCondensed ? 1 : 0;
                Assert.Equal(batch.Ordinal % 7 == 0 ? 1 : 0, batch.Partial!.Rejected.Count);
                if (!merger.IsSettled)
                    continue;
                // What is merged is what is before the end, never more nor less.
                Assert.Equal(batch.Ordinal + 1, merger.EndBatch);
                Assert.Equal(merger.EndBatch * (merger.EndBatch + 1) / 2, merger.Delta.Totals.Runs);
                Assert.Equal(merger.EndBatch * 3, merger.DeltaGroups);
            }
            condensed += merger.Condense(many);
        }
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), merged);
        Assert.True(merger.IsSettled);
        Assert.Equal(straight.Chain, merger.Chain);
        Assert.Equal(straight.Delta.Rejected.Count, merger.Delta.Rejected.Count);
        Assert.NotEqual(0, condensed);
        Assert.Equal(condensed, condensedOut);
    }

    [Fact]
    public void Of_places_in_condensed_batches_the_last_is_whole_and_what_the_others_saw_is_kept()
    {
        PrefixMerger merger = Start();
        for (long ordinal = 0; ordinal < 6; ordinal++)
        {
            if (ordinal == 4)
                merger.Condense(4);
            merger.Take(Batch(ordinal) with
            {
                Place = ordinal % 2 == 0 ? null : new SourcePlace(ordinal, new byte[] { 7 }, ordinal, new byte[] { (byte)ordinal })
            });
        }
        var places = new List<(long Batch, int State, byte Seen)>();
        while (merger.MergeNext() is CompletedBatch batch)
        {
            if (batch.Place is { } place)
                places.Add((place.Batch, place.State.Length, place.Seen.Span[0]));
        }
        Assert.Equal([(1, 0, 1), (3, 1, 3), (5, 1, 5)], places);
    }

    [Fact]
    public void A_condensed_batch_that_comes_again_is_a_bug()
    {
        PrefixMerger merger = Start();
        merger.Take(Batch(1));
        merger.Take(Batch(2));
        Assert.Equal(0, merger.Condense(3));
        Assert.Equal(2, merger.Condense(2));
        Assert.Throws<InvalidOperationException>(() => merger.Take(Batch(2)));
        Assert.Null(merger.MergeNext());
    }

    [Fact]
    public void A_batch_that_comes_twice_is_a_bug()
    {
        PrefixMerger merger = Start();
        merger.Take(Batch(1));
        Assert.Throws<InvalidOperationException>(() => merger.Take(Batch(1)));
        merger.Take(Batch(0));
        Assert.NotNull(merger.MergeNext());
        Assert.Throws<InvalidOperationException>(() => merger.Take(Batch(0)));
    }

    [Fact]
    public void Closing_a_delta_moves_it_to_the_whole()
    {
        PrefixMerger merger = Start();
        merger.Take(Batch(0));
        merger.MergeNext();
        Assert.Equal((0, 1, 1), (merger.Whole.Totals.Runs, merger.Delta.Totals.Runs, merger.Submissions));
        merger.CloseDelta();
        Assert.Equal((1, 0, 1, 0), (merger.Whole.Totals.Runs, merger.Delta.Totals.Runs, merger.Submissions, merger.DeltaGroups));
    }

    [Fact]
    public void Batches_that_a_checkpoint_has_are_chained_and_not_merged()
    {
        PrefixMerger straight = Start();
        var proving = new PrefixMerger(new Partial(), 0, 2, BatchChain.Start(Job));
        for (long ordinal = 0; ordinal < 4; ordinal++)
        {
            straight.Take(Batch(ordinal));
            straight.MergeNext();
            proving.Take(ordinal < 2 ? Batch(ordinal) with { Partial = null } : Batch(ordinal));
            proving.MergeNext();
            Assert.Equal(straight.Chain, proving.Chain);
        }
        Assert.Equal((3 + 4, 2 * 3), (proving.Delta.Totals.Runs, proving.DeltaGroups));
    }

    private static PrefixMerger Start() => new(new Partial(), 0, 0, BatchChain.Start(Job));

    private static CompletedBatch Batch(long ordinal)
    {
        var partial = new Partial();
        partial.Totals.Submissions = 1;
        partial.Totals.Runs = ordinal + 1;
        if (ordinal % 7 == 0)
            partial.Rejected.Add(new RejectedFile { Accession = default, Kind = default, Path = $"{ordinal}", Code = "code", Message = "message" });
        return new CompletedBatch(ordinal, BatchId.Compute(Job, ordinal, []), [], partial, 3, TimeSpan.Zero);
    }
}
