namespace Pyner.Corpus.Truth;

/// <summary>Orders submissions by prefix, then by number of digits, then by number: <c>SRA999999</c> comes before <c>SRA1000000</c>.</summary>
internal sealed class AccessionOrder : IComparer<string>
{
    public static AccessionOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int order = string.CompareOrdinal(x, 0, y, 0, 3);
        if (order == 0)
            order = x!.Length.CompareTo(y!.Length);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }
}
