using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>Connects the document reader with the assembler, without indirect calls.</summary>
internal readonly struct SraElementVisitor(SraRecordAssembler assembler) : IElementVisitor
{
    public int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest) =>
        (int)SraElements.Classify((SraElement)parentKind, name, out interest);

    public bool Wants(int kind, ReadOnlySpan<byte> attribute) => attribute.SequenceEqual(SraRecordAssembler.WantedAttribute);

    public void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes) =>
        assembler.Start((SraElement)kind, name, attributes);

    public void ElementText(int kind, in XmlText text) => assembler.Text((SraElement)kind, text);

    public void EndElement(int kind) => assembler.End((SraElement)kind);
}
