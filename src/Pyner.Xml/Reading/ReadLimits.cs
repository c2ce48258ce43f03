namespace Pyner.Xml.Reading;

/// <summary>
/// What bounds memory on hostile documents. The only places where Pyner rejects what .NET's <c>XmlReader</c> reads if it is given enough memory.
/// </summary>
public static class ReadLimits
{
    /// <summary>Longest tag, in bytes, from <c>&lt;</c> to <c>&gt;</c>; also the longest single reference or processing instruction target.</summary>
    public const int Tag = 4 << 20;

    /// <summary>Deepest nesting of elements.</summary>
    public const int Depth = 1 << 20;

    /// <summary>
    /// Bytes of the names of all open elements that are nested unusually deep or have unusual names; also bytes of memory for the namespace
    /// declarations of all open elements.
    /// </summary>
    public const int OpenNames = 32 << 20;

    /// <summary>Longest text of an element whose value is kept, in bytes.</summary>
    public const int Value = 4 << 20;

    /// <summary>Characters that the expansion of entities may add to a document.</summary>
    public const long EntityCharacters = 10_000_000;
}
