using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Reports;

namespace Pyner.Pipeline.Distribution.Findings;

/// <summary>Sums up what was merged, without merging or sorting all of it: what was merged since the last checkpoint counts too.</summary>
internal static class FindingsSummary
{
    /// <summary>Most values of a catalog.</summary>
    public const int MostValues = 20;

    /// <summary>Most reasons for which files were rejected.</summary>
    public const int MostReasons = 50;

    /// <summary>Most examples of a reason.</summary>
    public const int MostExamples = 3;

    /// <summary>Sums it up.</summary>
    /// <param name="merger">What was merged.</param>
    /// <param name="course">The course of it.</param>
    public static JobFindings Of(PrefixMerger merger, IReadOnlyList<ThroughputPoint> course)
    {
        (Partial whole, Partial delta) = (merger.Whole, merger.Delta);
        (long samples, long organisms, IReadOnlyList<FoundValue> topOrganisms) = Largest(
            whole.Organisms.Unordered, delta.Organisms.Unordered, tally => tally.Count);
        (long experiments, long strategies, IReadOnlyList<FoundValue> topStrategies) = Largest(
            whole.Strategies.Unordered, delta.Strategies.Unordered, tally => tally.Count);
        return new JobFindings
        {
            Submissions = merger.Submissions,
            Samples = samples,
            UniqueOrganisms = organisms,
            Organisms = topOrganisms,
            Experiments = experiments,
            UniqueStrategies = strategies,
            Strategies = topStrategies,
            RejectedFiles = whole.Rejected.Count + delta.Rejected.Count,
            Reasons = Reasons(whole.Rejected.Concat(delta.Rejected)),
            Course = course,
        };
    }

    private static (long Sum, long Distinct, IReadOnlyList<FoundValue> Largest) Largest<TTally>(
        IReadOnlyDictionary<string, TTally> whole, IReadOnlyDictionary<string, TTally> delta, Func<TTally, long> countOf)
    {
        // The smallest of the largest comes out first.
        var largest = new PriorityQueue<FoundValue, FoundValue>(SmallestFirst.Instance);
        long sum = 0;
        long distinct = 0;
        foreach ((string value, long count) in whole
            .Select(entry => (entry.Key, countOf(entry.Value) + (delta.TryGetValue(entry.Key, out TTally? more) ? countOf(more) : 0)))
            .Concat(delta.Where(entry => !whole.ContainsKey(entry.Key)).Select(entry => (entry.Key, countOf(entry.Value)))))
        {
            sum += count;
            distinct++;
            var found = new FoundValue(value, count);
            if (largest.Count < MostValues)
                largest.Enqueue(found, found);
            else if (SmallestFirst.Instance.Compare(found, largest.Peek()) > 0)
                largest.EnqueueDequeue(found, found);
        }
        var values = new FoundValue[largest.Count];
        for (int i = values.Length - 1; i >= 0; i--)
        {
            FoundValue found = largest.Dequeue();
            values[i] = found with { Value = VisibleText.Shortened(found.Value) };
        }
        return (sum, distinct, values);
    }

    private static FoundReason[] Reasons(IEnumerable<RejectedFile> rejected)
    {
        var reasons = new Dictionary<string, (long Files, List<FoundFile> Examples)>(StringComparer.Ordinal);
        foreach (RejectedFile file in rejected)
        {
            (long files, List<FoundFile> examples) = reasons.TryGetValue(file.Code, out (long, List<FoundFile>) known) ? known : (0, []);
            if (examples.Count < MostExamples)
                examples.Add(new FoundFile(VisibleText.Shortened(file.Path), VisibleText.Shortened(file.Message), file.Offset, file.Line));
            reasons[file.Code] = (files + 1, examples);
        }
        return
        [
            .. reasons.OrderByDescending(reason => reason.Value.Files)
                .ThenBy(reason => reason.Key, NameOrder.Instance)
                .Take(MostReasons)
                .Select(reason => new FoundReason(reason.Key, reason.Value.Files, reason.Value.Examples)),
        ];
    }

    // By count, then by name from the end, so that the order from the largest on is that of the published catalogs.
    private sealed class SmallestFirst : IComparer<FoundValue>
    {
        public static SmallestFirst Instance { get; } = new();

        public int Compare(FoundValue? x, FoundValue? y)
        {
            int byCount = x!.Count.CompareTo(y!.Count);
            return byCount != 0 ? byCount : NameOrder.Instance.Compare(y.Value, x.Value);
        }
    }
}
