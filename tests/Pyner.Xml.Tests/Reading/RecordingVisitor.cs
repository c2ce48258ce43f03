using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>
/// Writes down what it hears. What it wants of an element follows from the name's first letter, so that a document says what is tested:
/// <c>t</c> the text, <c>b</c> whether the text is blank, <c>s</c> start and end, with the attribute <c>a</c>; of others nothing.
/// </summary>
internal readonly struct RecordingVisitor(List<string> heard) : IElementVisitor
{
    private const int Other = 1;
    private const int Text = 2;
    private const int Blank = 3;
    private const int Span = 4;

    // Below an element with text there may be no other one with text.
    private const int InText = 5;

    public int Classify(int parentKind, ReadOnlySpan<byte> name, out ElementInterest interest)
    {
        int kind = parentKind is Text or Blank or InText ? InText : name[0] switch
        {
            (byte)'t' => Text,
            (byte)'b' => Blank,
            (byte)'s' => Span,
            _ => Other,
        };
        interest = kind switch
        {
            Text => ElementInterest.Text,
            Blank => ElementInterest.Text | ElementInterest.BlankOnly,
            Span => ElementInterest.Start | ElementInterest.End,
            _ => ElementInterest.None,
        };
        return kind;
    }

    public bool Wants(int kind, ReadOnlySpan<byte> attribute) => attribute.SequenceEqual("a"u8);

    public void StartElement(int kind, ReadOnlySpan<byte> name, in AttributeList attributes) => heard.Add(
        attributes.TryGet("a"u8, out XmlText value) ? $"<{Encoding.UTF8.GetString(name)} a='{value.Decode()}'>" : $"<{Encoding.UTF8.GetString(name)}>");

    public void ElementText(int kind, in XmlText text) => heard.Add(kind == Blank ? $"blank: {text.IsBlank}" : $"text: {text.Decode()}");

    public void EndElement(int kind) => heard.Add("end");
}
