using System.Text;

namespace Pyner.Corpus.Documents;

/// <summary>Turns a document written as UTF-8 into the bytes of its encoding.</summary>
internal static class DocumentEncoder
{
    /// <summary>The document's bytes: the buffer's own for UTF-8, a new array otherwise.</summary>
    public static ReadOnlySpan<byte> Encode(CorpusEncoding encoding, ReadOnlySpan<byte> utf8) => encoding switch
    {
        CorpusEncoding.Utf16LittleEndian => Utf16(new UnicodeEncoding(bigEndian: false, byteOrderMark: true), utf8),
        CorpusEncoding.Utf16BigEndian => Utf16(new UnicodeEncoding(bigEndian: true, byteOrderMark: true), utf8),
        CorpusEncoding.Latin1 => Narrow(Encoding.Latin1, 0xFF, utf8),
        CorpusEncoding.Ascii => Narrow(Encoding.ASCII, 0x7F, utf8),
        _ => utf8,
    };

    private static byte[] Utf16(UnicodeEncoding encoding, ReadOnlySpan<byte> utf8) =>
        [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(utf8))];

    /// <summary>Characters that the encoding lacks become references; the writer put none of them into CDATA.</summary>
    private static byte[] Narrow(Encoding encoding, int largest, ReadOnlySpan<byte> utf8)
    {
        var text = new StringBuilder(utf8.Length);
        foreach (Rune rune in Encoding.UTF8.GetString(utf8).EnumerateRunes())
        {
            if (rune.Value <= largest)
                text.Append((char)rune.Value);
            else
                text.Append("&#x").Append(rune.Value.ToString("X", System.Globalization.CultureInfo.InvariantCulture)).Append(';');
        }
        return encoding.GetBytes(text.ToString());
    }
}
