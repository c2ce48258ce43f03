using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Hears submissions and studies, of which only rows are made.</summary>
internal readonly struct DescribedRecordVisitor(RecordRowAssembler rows) : IElementVisitor
{
    public int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest)
    {
        int place = RecordPlaces.Described.Classify(parentKind, name);
        interest = RowInterest.Of(RecordPlaces.Described.All[place]);
        return place;
    }

    public bool Wants(int kind, ReadOnlySpan<byte> attribute) => true;

    public void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes) => rows.Start(kind, name, attributes);

    public void ElementText(int kind, in XmlText text) => rows.Text(kind, text);

    public void EndElement(int kind) => rows.End(kind);
}
