namespace Pyner.KnowledgeBase;

/// <summary>
/// Order of names by Unicode code point, which is the order of their UTF-8 bytes. It depends on no culture, and differs from
/// <see cref="StringComparer.Ordinal"/> only for characters beyond U+FFFF, which come last.
/// </summary>
public sealed class NameOrder : IComparer<string>
{
    private NameOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static NameOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int same = x.AsSpan().CommonPrefixLength(y);
        return same < x.Length && same < y.Length ? Rank(x[same]) - Rank(y[same]) : x.Length - y.Length;
    }

    /// <summary>Moves the surrogates, which stand for the characters beyond U+FFFF, above U+E000 to U+FFFF.</summary>
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
