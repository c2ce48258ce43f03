namespace Pyner.Xml.Reading;

/// <summary>
/// Hears of the elements it is interested in, in document order. Elements are told apart by <em>kinds</em>: small numbers that the
/// visitor gives to places in the tree. Implemented by structs, so that the reader is compiled for each visitor without indirect calls.
/// </summary>
public interface IElementVisitor
{
    /// <summary>The kind of the document itself, above the root element.</summary>
    const int DocumentKind = 0;

    /// <summary>
    /// Gives an element its kind by its parent's kind and its name as written. Has to be a pure function: the reader remembers the answer.
    /// </summary>
    int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest);

    /// <summary>
    /// Whether <see cref="StartElement"/> looks at an attribute; of others it may hear or not. A pure function as well.
    /// </summary>
    bool Wants(int kind, ReadOnlySpan<byte> attribute);

    /// <summary>A start tag (<see cref="ElementInterest.Start"/>).</summary>
    void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes);

    /// <summary>An element's own text (<see cref="ElementInterest.Text"/>), before its <see cref="EndElement"/>. Also called for empty elements.</summary>
    void ElementText(int kind, in XmlText text);

    /// <summary>An element's end (<see cref="ElementInterest.End"/>).</summary>
    void EndElement(int kind);
}
