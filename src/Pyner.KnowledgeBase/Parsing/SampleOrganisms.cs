using Pyner.KnowledgeBase.Joins;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Finds the organism of a sample among those of a submission. Where several have the same key, the first that came counts.</summary>
/// <param name="samples">The samples with their organisms.</param>
internal sealed class SampleOrganisms(SampleRuns samples)
{
    private readonly Dictionary<ulong, int> _single = new(SampleKeyComparer.Instance);
    private SampleRun[] _sorted = [];
    private Order _order;

    private enum Order
    {
        /// <summary>As they came.</summary>
        Coming,

        /// <summary>Sorted.</summary>
        Sorted,

        /// <summary>Some key comes twice, which is rare enough to keep every sample by itself.</summary>
        Single,
    }

    /// <summary>To be called once the samples are complete, before any is looked for.</summary>
    public void Prepare()
    {
        ReadOnlySpan<SampleRun> runs = samples.Items;
        _order = Order.Coming;
        if (IsAscending(runs))
            return;
        if (_sorted.Length < runs.Length)
            _sorted = new SampleRun[runs.Length];
        Span<SampleRun> sorted = _sorted.AsSpan(0, runs.Length);
        runs.CopyTo(sorted);
        sorted.Sort(static (left, right) => left.First.CompareTo(right.First));
        _order = Order.Sorted;
        if (IsAscending(sorted))
            return;
        _order = Order.Single;
        foreach (SampleRun run in runs)
        {
            for (ulong sample = run.First; sample < run.End; sample++)
                _single.TryAdd(sample, run.Number);
        }
    }

    /// <summary>Finds a sample's organism.</summary>
    public bool TryFind(ulong sample, out int organism)
    {
        if (_order == Order.Single)
            return _single.TryGetValue(sample, out organism);
        ReadOnlySpan<SampleRun> runs = _order == Order.Coming ? samples.Items : _sorted.AsSpan(0, samples.Items.Length);
        int low = 0;
        int high = runs.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            ref readonly SampleRun run = ref runs[middle];
            if (sample < run.First)
            {
                high = middle - 1;
            }
            else if (sample >= run.End)
            {
                low = middle + 1;
            }
            else
            {
                organism = run.Number;
                return true;
            }
        }
        organism = 0;
        return false;
    }

    /// <summary>Forgets what was prepared, and gives back what an unusually large submission needed.</summary>
    public void Clear()
    {
        if (_order == Order.Single)
        {
            _single.Clear();
            if (_single.Capacity > SampleRuns.UsualSize)
                _single.TrimExcess();
        }
        if (_sorted.Length > SampleRuns.UsualSize)
            _sorted = [];
        _order = Order.Coming;
    }

    /// <summary>Whether every run ends before the next one begins.</summary>
    private static bool IsAscending(ReadOnlySpan<SampleRun> runs)
    {
        for (int i = 1; i < runs.Length; i++)
            if (runs[i].First < runs[i - 1].End)
                return false;
        return true;
    }
}
