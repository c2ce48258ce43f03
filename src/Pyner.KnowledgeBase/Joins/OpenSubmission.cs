namespace Pyner.KnowledgeBase.Joins;

/// <summary>What was seen of one submission: its experiments and its samples, as short arrays that are put in order when they are needed.</summary>
internal sealed class OpenSubmission
{
    private OpenExperiments[] _experiments = [];
    private int _experimentCount;
    private int _orderedExperiments;
    private OpenSample[] _samples = [];
    private int _sampleCount;
    private int _orderedSamples;

    /// <summary>Whether both sides of the join have come. Each side comes from one file, so both are then complete.</summary>
    public bool HasBoth => _experimentCount > 0 && _sampleCount > 0;

    /// <summary>The experiments, distinct by sample and strategy, ordered by both.</summary>
    public ReadOnlySpan<OpenExperiments> Experiments
    {
        get
        {
            if (_orderedExperiments != _experimentCount)
                OrderExperiments();
            return _experiments.AsSpan(0, _experimentCount);
        }
    }

    /// <summary>The samples, distinct and ordered by key.</summary>
    public ReadOnlySpan<OpenSample> Samples
    {
        get
        {
            if (_orderedSamples != _sampleCount)
                OrderSamples();
            return _samples.AsSpan(0, _sampleCount);
        }
    }

    /// <summary>Adds experiments.</summary>
    public void Add(OpenExperiments experiments)
    {
        if (_experimentCount == _experiments.Length)
        {
            OrderExperiments();
            if (_experimentCount >= _experiments.Length / 2)
                Array.Resize(ref _experiments, Math.Max(1, _experiments.Length * 2));
        }
        _experiments[_experimentCount++] = experiments;
    }

    /// <summary>Adds a sample, unless one with its key was added before.</summary>
    public void AddIfFirst(OpenSample sample)
    {
        if (_sampleCount == _samples.Length)
        {
            OrderSamples();
            if (_sampleCount >= _samples.Length / 2)
                Array.Resize(ref _samples, Math.Max(1, _samples.Length * 2));
        }
        _samples[_sampleCount++] = sample;
    }

    /// <summary>
    /// Adds another partial's samples of this submission. Where both have one of the same key, the organism that
    /// <paramref name="preferred"/> chooses stays.
    /// </summary>
    /// <param name="others">Distinct, in this instance's keys and numbers, in any order.</param>
    /// <param name="preferred">Picks one of two organisms' numbers, whatever their order.</param>
    public void Merge(ReadOnlySpan<OpenSample> others, Func<int, int, int> preferred)
    {
        int own = Samples.Length;
        foreach (OpenSample other in others)
        {
            int at = _samples.AsSpan(0, own).BinarySearch(other, BySample.Instance);
            if (at < 0)
                AddIfFirstBeyond(other);
            else
                _samples[at] = other with { Organism = preferred(_samples[at].Organism, other.Organism) };
        }
    }

    /// <summary>Finds a sample's organism; -1 where there is none.</summary>
    public int Organism(ulong sample)
    {
        ReadOnlySpan<OpenSample> samples = Samples;
        int at = samples.BinarySearch(new OpenSample(sample, 0), BySample.Instance);
        return at < 0 ? -1 : samples[at].Organism;
    }

    /// <summary>Appends without reordering, so that the places found in <see cref="Merge"/> stay right.</summary>
    private void AddIfFirstBeyond(OpenSample sample)
    {
        if (_sampleCount == _samples.Length)
            Array.Resize(ref _samples, Math.Max(1, _samples.Length * 2));
        _samples[_sampleCount++] = sample;
    }

    private void OrderExperiments()
    {
        Span<OpenExperiments> all = _experiments.AsSpan(0, _experimentCount);
        all.Sort(static (left, right) =>
        {
            int bySample = left.Sample.CompareTo(right.Sample);
            return bySample != 0 ? bySample : left.Strategy.CompareTo(right.Strategy);
        });
        int kept = Math.Min(1, all.Length);
        for (int i = 1; i < all.Length; i++)
        {
            ref OpenExperiments last = ref all[kept - 1];
            if (all[i].Sample == last.Sample && all[i].Strategy == last.Strategy)
                last = last with { Count = checked(last.Count + all[i].Count) };
            else
                all[kept++] = all[i];
        }
        _orderedExperiments = _experimentCount = kept;
    }

    /// <summary>Sorts by key and keeps the first-added of those with the same key. The ones in order already were added before the rest.</summary>
    private void OrderSamples()
    {
        if (_orderedSamples == _sampleCount)
            return;
        int[] added = new int[_sampleCount];
        for (int i = 0; i < added.Length; i++)
            added[i] = i;
        OpenSample[] samples = _samples;
        Array.Sort(added, (left, right) =>
        {
            int bySample = samples[left].Sample.CompareTo(samples[right].Sample);
            return bySample != 0 ? bySample : left.CompareTo(right);
        });
        var ordered = new OpenSample[_samples.Length];
        int kept = 0;
        foreach (int i in added)
            if (kept == 0 || ordered[kept - 1].Sample != samples[i].Sample)
                ordered[kept++] = samples[i];
        _samples = ordered;
        _orderedSamples = _sampleCount = kept;
    }

    private sealed class BySample : IComparer<OpenSample>
    {
        public static BySample Instance { get; } = new();

        public int Compare(OpenSample x, OpenSample y) => x.Sample.CompareTo(y.Sample);
    }
}
