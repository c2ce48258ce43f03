namespace Pyner.Corpus.Randomness;

/// <summary>Values with integer weights. No floating point, so a choice is the same on every processor.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _values;
    private readonly long[] _ends;

    public Weighted(params (T Value, long Weight)[] entries)
    {
        _values = [.. entries.Select(entry => entry.Value)];
        _ends = new long[entries.Length];
        long total = 0;
        for (int i = 0; i < entries.Length; i++)
            _ends[i] = total += entries[i].Weight;
    }

    public IReadOnlyList<T> Values => _values;

    public T Pick(CorpusRandom random)
    {
        int found = Array.BinarySearch(_ends, random.Below(_ends[^1]));
        return _values[found < 0 ? ~found : found + 1];
    }
}
