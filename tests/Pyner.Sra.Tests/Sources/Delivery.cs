using Pyner.Sra.Sources;

namespace Pyner.Sra.Tests.Sources;

/// <summary>All that a source delivered in one reading.</summary>
internal sealed class Delivery
{
    public List<DeliveredFile> Files { get; } = [];

    public List<DeliveredGroup> Groups { get; } = [];

    /// <summary>Messages about folders that could not be listed.</summary>
    public List<string> UnreadableFolders { get; } = [];

    public long Ignored { get; set; }

    public long Batches { get; set; }

    /// <summary>What stopped the reading, or null.</summary>
    public SourceException? Fault { get; set; }

    /// <summary>Ordinals of the batches that were read to their end.</summary>
    public List<long> CompleteBatches { get; } = [];

    /// <summary>By batch, the digest of the source up to its end, where it has one.</summary>
    public SortedDictionary<long, ulong> Digests { get; } = [];

    /// <summary>The files that count, in an order of their own.</summary>
    public string[] Counted => [.. Files.Where(f => !f.IsDuplicate).Select(f => f.Key).Order(StringComparer.Ordinal)];

    public void Add(Delivery other)
    {
        Files.AddRange(other.Files);
        Groups.AddRange(other.Groups);
        UnreadableFolders.AddRange(other.UnreadableFolders);
        CompleteBatches.AddRange(other.CompleteBatches);
        foreach ((long ordinal, ulong digest) in other.Digests)
            Digests.Add(ordinal, digest);
        Ignored += other.Ignored;
        Batches += other.Batches;
        Fault ??= other.Fault;
    }

    /// <summary>Puts files and groups read by several threads in the order of their batches.</summary>
    public Delivery InOrder()
    {
        DeliveredFile[] files = [.. Files.OrderBy(f => f.Ordinal)];
        Files.Clear();
        Files.AddRange(files);
        DeliveredGroup[] groups = [.. Groups.OrderBy(g => g.Ordinal)];
        Groups.Clear();
        Groups.AddRange(groups);
        CompleteBatches.Sort();
        return this;
    }
}
