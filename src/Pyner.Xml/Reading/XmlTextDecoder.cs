using System.Buffers;
using System.Text;

namespace Pyner.Xml.Reading;

/// <summary>Decodes text that was checked before: every reference in it is one of the five predefined entities or a valid character.</summary>
internal static class XmlTextDecoder
{
    private static readonly SearchValues<byte> s_contentSpecials = SearchValues.Create("&\r"u8);
    private static readonly SearchValues<byte> s_attributeSpecials = SearchValues.Create("&\r\n\t"u8);
    private static readonly SearchValues<byte> s_cdataSpecials = SearchValues.Create("\r"u8);

    /// <summary>The decoded text, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> raw, XmlTextForm form)
    {
        if (form == XmlTextForm.Decoded || raw.IndexOfAny(Specials(form)) < 0)
            return raw;
        var decoded = new ArrayBufferWriter<byte>(raw.Length);
        Decode(raw, form, decoded);
        return decoded.WrittenSpan;
    }

    /// <summary>Appends the decoded text. A carriage return at the very end counts as a line end of its own.</summary>
    public static void Decode(ReadOnlySpan<byte> raw, XmlTextForm form, ArrayBufferWriter<byte> output)
    {
        SearchValues<byte> specials = Specials(form);
        while (!raw.IsEmpty)
        {
            int special = raw.IndexOfAny(specials);
            if (special < 0)
            {
                output.Write(raw);
                return;
            }
            output.Write(raw[..special]);
            raw = raw[special..];
            if (raw[0] == '&')
            {
                int end = raw.IndexOf((byte)';');
                WriteReference(raw[1..end], output);
                raw = raw[(end + 1)..];
                continue;
            }
            int width = raw[0] == '\r' && raw.Length > 1 && raw[1] == '\n' ? 2 : 1;
            output.Write(form == XmlTextForm.RawAttribute ? " "u8 : "\n"u8);
            raw = raw[width..];
        }
    }

    private static SearchValues<byte> Specials(XmlTextForm form) => form switch
    {
        XmlTextForm.RawAttribute => s_attributeSpecials,
        XmlTextForm.RawCData => s_cdataSpecials,
        _ => s_contentSpecials,
    };

    private static void WriteReference(ReadOnlySpan<byte> name, ArrayBufferWriter<byte> output)
    {
        int scalar = XmlReference.Decode(name);
        if (scalar < 0)
            throw new InvalidOperationException($"'&{Encoding.UTF8.GetString(name)};' was to be checked before it is decoded");
        Span<byte> utf8 = stackalloc byte[4];
        int width = new Rune(scalar).EncodeToUtf8(utf8);
        output.Write(utf8[..width]);
    }
}
