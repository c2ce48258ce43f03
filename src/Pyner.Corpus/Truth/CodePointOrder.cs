namespace Pyner.Corpus.Truth;

/// <summary>
/// Orders names as the knowledge base does: by code point, which is the order of their UTF-8 bytes. <see cref="StringComparer.Ordinal"/>
/// compares UTF-16 units and puts an astral character before U+E000.
/// </summary>
public sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
            return x.Length.CompareTo(y.Length);
        bool left = char.IsSurrogate(x[common]);
        bool right = char.IsSurrogate(y[common]);
        return left == right ? x[common].CompareTo(y[common]) : left.CompareTo(right);
    }
}
