using System.Buffers;
using System.Text;
using System.Xml;

namespace Pyner.Xml.Reading;

/// <summary>
/// Reads a document with .NET's <c>XmlReader</c>: documents with a DOCTYPE, and those that are not in plain UTF-8. No resolver, so that
/// nothing is fetched; the expansion of entities is bounded. The visitor hears the same as from <see cref="DocumentReader{TVisitor}"/>.
/// </summary>
internal static class XmlReaderFallback
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = ReadLimits.EntityCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    static XmlReaderFallback() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads a document to its end or its first fault.</summary>
    public static ReadOutcome Read<TVisitor>(ReplayedDocument document, ref TVisitor visitor)
        where TVisitor : struct, IElementVisitor
    {
        try
        {
            using XmlReader reader = XmlReader.Create(document, s_settings);
            XmlFault fault = Walk(reader, document, ref visitor);
            if (fault == XmlFault.None)
                return new ReadOutcome { Bytes = document.End, Offset = -1 };
            var lines = (IXmlLineInfo)reader;
            return Rejected(document, fault, null, lines.LineNumber, lines.LinePosition);
        }
        catch (XmlException) when (document.IsPrologTooLong)
        {
            return Rejected(document, XmlFault.DoctypeTooLarge, null, 1, 1);
        }
        catch (XmlException e)
        {
            return Rejected(document, XmlFault.NotWellFormed, WithoutPosition(e), e.LineNumber, e.LinePosition);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException || (e is IndexOutOfRangeException && document.IsUtf32))
        {
            // Encodings that .NET knows by name but can't decode; UTF-32 with more characters beyond U+FFFF at once than its decoder has room for.
            return Rejected(document, XmlFault.NotWellFormed, e.Message, 0, 0);
        }
    }

    private static XmlFault Walk<TVisitor>(XmlReader reader, ReplayedDocument document, ref TVisitor visitor)
        where TVisitor : struct, IElementVisitor
    {
        var open = new Stack<(int Kind, ElementInterest Interest)>();
        var text = new ArrayBufferWriter<byte>();
        int textDepth = 0;
        bool isCut = false;
        bool hasDoctype = false;
        long defaults = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.DocumentType:
                    hasDoctype = true;
                    document.InProlog = false;
                    break;
                case XmlNodeType.Element:
                    document.InProlog = false;
                    if (hasDoctype && (defaults += CountDefaults(reader)) > ReadLimits.DefaultAttributes)
                        return XmlFault.DoctypeTooLarge;
                    byte[] name = Encoding.UTF8.GetBytes(reader.Name);
                    int parentKind = open.TryPeek(out (int Kind, ElementInterest Interest) parent) ? parent.Kind : IElementVisitor.DocumentKind;
                    int kind = visitor.Classify(parentKind, name, out ElementInterest interest);
                    bool isEmpty = reader.IsEmptyElement;
                    if (open.Count == ReadLimits.Depth)
                        return XmlFault.NestingTooDeep;
                    open.Push((kind, interest));
                    if ((interest & ElementInterest.Start) != 0)
                        visitor.StartElement(kind, name, new AttributeList(reader));
                    if ((interest & ElementInterest.Text) != 0)
                    {
                        textDepth = open.Count;
                        isCut = false;
                        text.ResetWrittenCount();
                    }
                    if (isEmpty)
                        Close(open, text, isCut, ref textDepth, ref visitor);
                    break;
                case XmlNodeType.EndElement:
                    Close(open, text, isCut, ref textDepth, ref visitor);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (textDepth != 0 && textDepth == open.Count && !TryCollect(reader, open.Peek().Interest, text, ref isCut))
                        return XmlFault.ValueTooLong;
                    break;
            }
        }
        return XmlFault.None;
    }

    /// <summary>The attributes of an element that only its DTD gives it.</summary>
    private static int CountDefaults(XmlReader reader)
    {
        int count = 0;
        while (reader.MoveToNextAttribute())
            count += reader.IsDefault ? 1 : 0;
        reader.MoveToElement();
        return count;
    }

    private static void Close<TVisitor>(
        Stack<(int Kind, ElementInterest Interest)> open, ArrayBufferWriter<byte> text, bool isCut, ref int textDepth, ref TVisitor visitor)
        where TVisitor : struct, IElementVisitor
    {
        (int kind, ElementInterest interest) = open.Pop();
        if ((interest & ElementInterest.Text) != 0)
        {
            visitor.ElementText(kind, new XmlText(text.WrittenSpan, XmlTextForm.Decoded) { IsCut = isCut });
            textDepth = 0;
        }
        if ((interest & ElementInterest.End) != 0)
            visitor.EndElement(kind);
    }

    private static bool TryCollect(XmlReader reader, ElementInterest interest, ArrayBufferWriter<byte> text, ref bool isCut)
    {
        char[] chunk = ArrayPool<char>.Shared.Rent(4096);
        byte[] encoded = (interest & ElementInterest.CutLong) != 0 ? new byte[Encoding.UTF8.GetMaxByteCount(chunk.Length + 1)] : [];
        try
        {
            // A chunk may end between two surrogates: the encoder keeps the first for the next.
            Encoder encoder = Encoding.UTF8.GetEncoder();
            int read;
            while ((read = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
            {
                var part = new ReadOnlySpan<char>(chunk, 0, read);
                if ((interest & ElementInterest.BlankOnly) != 0 && (text.WrittenCount > 0 || part.IsWhiteSpace()))
                    continue;
                if (encoded.Length > 0)
                {
                    encoder.Convert(part, encoded, flush: false, out _, out int length, out _);
                    isCut = isCut || LongText.Append(encoded.AsSpan(0, length), text);
                    continue;
                }
                encoder.Convert(part, text.GetSpan(Encoding.UTF8.GetMaxByteCount(read)), flush: false, out _, out int bytes, out _);
                text.Advance(bytes);
                if (text.WrittenCount > ReadLimits.Value)
                    return false;
            }
            return true;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chunk);
        }
    }

    private static ReadOutcome Rejected(ReplayedDocument document, XmlFault fault, string? detail, int line, int column) => new()
    {
        Fault = fault,
        Detail = detail,
        Offset = document.Locate(line, column),
        Line = line == 0 ? 0 : document.Line + line - 1,
        Column = line == 1 ? document.Column + column - 1 : column,
        Bytes = document.End,
    };

    /// <summary>The message without the position at its end, which stands in fields of its own.</summary>
    private static string WithoutPosition(XmlException e)
    {
        int position = e.LineNumber > 0 ? e.Message.LastIndexOf($" Line {e.LineNumber}", StringComparison.Ordinal) : -1;
        return position > 0 ? e.Message[..position] : e.Message;
    }
}
