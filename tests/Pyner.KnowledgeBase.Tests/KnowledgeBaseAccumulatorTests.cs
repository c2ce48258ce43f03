using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class KnowledgeBaseAccumulatorTests
{
    [Fact]
    public void A_batch_counts_once_however_often_and_in_whatever_order_it_comes() => Law.Holds((a, b, c) =>
    {
        (BatchId Id, List<Addition> Additions)[] batches = [(Id(0), a), (Id(1), b), (Id(2), c)];
        KnowledgeBaseAccumulator once = new();
        foreach ((BatchId id, List<Addition> additions) in batches)
            if (!once.Add(id, Addition.Build(additions)))
                return false;
        KnowledgeBaseAccumulator again = new();
        foreach (int i in new[] { 2, 0, 2, 1, 0, 0, 1, 2 })
            again.Add(batches[i].Id, Addition.Build(batches[i].Additions));
        return Law.Same(once.Whole, again.Whole) && !again.Add(Id(1), Addition.Build(b)) && again.Taken.Count == 3;
    });

    [Fact]
    public void It_goes_on_from_a_checkpoint_as_if_nothing_had_happened() => Law.Holds((a, b) =>
    {
        KnowledgeBaseAccumulator before = new();
        before.Add(Id(0), Addition.Build(a));
        using MemoryStream checkpoint = new(Law.Bytes(before.Whole));
        KnowledgeBaseAccumulator after = new(Partial.ReadFrom(checkpoint), before.Taken);
        bool first = after.Add(Id(0), Addition.Build(a));
        bool second = after.Add(Id(1), Addition.Build(b));
        before.Add(Id(1), Addition.Build(b));
        return !first && second && Law.Same(before.Whole, after.Whole);
    });

    private static BatchId Id(long ordinal) => BatchId.Compute("job", ordinal, []);
}
