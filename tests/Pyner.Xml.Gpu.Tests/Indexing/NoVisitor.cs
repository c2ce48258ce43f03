using Pyner.Xml.Reading;

namespace Pyner.Xml.Gpu.Tests.Indexing;

/// <summary>Wants nothing of a document but whether it is well-formed.</summary>
internal readonly struct NoVisitor : IElementVisitor
{
    public int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest)
    {
        interest = ElementInterest.None;
        return 1;
    }

    public bool Wants(int kind, ReadOnlySpan<byte> attribute) => false;

    public void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
    }

    public void ElementText(int kind, in XmlText text)
    {
    }

    public void EndElement(int kind)
    {
    }
}
