namespace Pyner.KnowledgeBase.Serialization;

/// <summary>
/// The bytes of a serialized partial: <c>PYNP</c>, a version, the body, and 16 bytes of SHA-256 over all before them. Numbers are varints
/// (7 bits a byte, low ones first, in as few bytes as they need). The body is, in this order:
/// <list type="number">
/// <item>every name of the catalogs and open joins, once, ascending: count, then length and UTF-8 bytes of each. Below, a name is its number;
/// in an ascending list of names each is written as the gap to the one before;</item>
/// <item>the totals, then the files by kind;</item>
/// <item>the seven catalogs: count, then name, count and submissions of each value;</item>
/// <item>the organisms: count, then name, count, number of submissions, the first packed accession, the steps to each next one;</item>
/// <item>organism x strategy: count, then number of strategies of each organism with its strategies' name, count and submissions;</item>
/// <item>the rejected files in their order;</item>
/// <item>the open joins, by submission.</item>
/// </list>
/// Everything is in a fixed order and has one spelling, so equal content gives equal bytes.
/// </summary>
internal static class PartialFormat
{
    /// <summary>Changes with every change to the bytes.</summary>
    public const byte Version = 1;

    /// <summary>Bytes of the checksum at the end.</summary>
    public const int ChecksumLength = 16;

    /// <summary>The first bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "PYNP"u8;

    /// <summary>The catalogs of names alone, in the order in which they are written.</summary>
    public static Catalog[] Catalogs(Partial partial) =>
    [
        partial.Strategies, partial.Sources, partial.Selections, partial.Layouts,
        partial.Platforms, partial.InstrumentModels, partial.Attributes,
    ];
}
