namespace Pyner.Xml.Reading;

/// <summary>
/// What bounds memory, stack and time on hostile documents. The only places where Pyner rejects what .NET's <c>XmlReader</c> reads if it is given enough
/// memory.
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

    /// <summary>Longest text of an element whose value is kept, in bytes of decoded UTF-8.</summary>
    public const int Value = 4 << 20;

    /// <summary>
    /// Bytes of a DOCTYPE, and in a document that is not in plain UTF-8 of all that stands before the DOCTYPE's end or the root element.
    /// <c>XmlReader</c> follows the nesting of content models by recursion: longer ones can overflow the stack, which nothing survives.
    /// </summary>
    public const int Doctype = 8 << 10;

    /// <summary>Attributes that a DTD may add to a document's elements.</summary>
    public const long DefaultAttributes = 1_000_000;

    /// <summary>Characters that the expansion of entities may add to a document.</summary>
    public const long EntityCharacters = 10_000_000;
}
