using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Hears experiments, samples and runs once for both: those who count them, and those who make rows of them.</summary>
internal readonly struct CountedRecordVisitor(SraRecordAssembler counted, RecordRowAssembler rows) : IElementVisitor
{
    // A kind is the number of the element's place in the tables, and below it its kind for the counts.
    private const int ElementBits = 5;
    private const int ElementMask = (1 << ElementBits) - 1;

    public int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest)
    {
        var element = SraElements.Classify((SraElement)(parentKind & ElementMask), name, out ElementInterest countedInterest);
        int place = RecordPlaces.Counted.Classify(parentKind >> ElementBits, name);
        ElementInterest rowInterest = RowInterest.Of(RecordPlaces.Counted.All[place]);
        // A text that is kept whole for the counts has the counts' limit; any other must not get a document rejected that they accept.
        if ((countedInterest & ElementInterest.Text) != 0 && (countedInterest & ElementInterest.BlankOnly) == 0)
            rowInterest &= ~ElementInterest.CutLong;
        if ((rowInterest & ElementInterest.Text) != 0)
            countedInterest &= ~ElementInterest.BlankOnly;
        interest = countedInterest | rowInterest;
        return (place << ElementBits) | (int)element;
    }

    public bool Wants(int kind, ReadOnlySpan<byte> attribute) => true;

    public void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes)
    {
        counted.Start((SraElement)(kind & ElementMask), name, attributes);
        rows.Start(kind >> ElementBits, name, attributes);
    }

    public void ElementText(int kind, in XmlText text)
    {
        counted.Text((SraElement)(kind & ElementMask), text);
        rows.Text(kind >> ElementBits, text);
    }

    public void EndElement(int kind)
    {
        counted.End((SraElement)(kind & ElementMask));
        rows.End(kind >> ElementBits);
    }
}
