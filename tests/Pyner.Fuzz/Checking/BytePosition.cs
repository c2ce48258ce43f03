using System.Text;

namespace Pyner.Fuzz.Checking;

/// <summary>Turns <c>XmlReader</c>'s line and position into a byte offset.</summary>
public static class BytePosition
{
    /// <summary>The byte offset of a line and position in a UTF-8 document; null where they name none.</summary>
    /// <param name="document">The document; bytes that are no UTF-8 count as one position each, which is what a decoder makes of most.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="position">UTF-16 units within the line, from 1.</param>
    public static int? Of(ReadOnlySpan<byte> document, int line, int position)
    {
        if (line < 1 || position < 1)
            return null;
        int at = document.StartsWith("\uFEFF"u8) ? 3 : 0;
        for (int passed = 1; passed < line; passed++)
        {
            int end = document[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
                return null;
            at += end + (document[(at + end)..].StartsWith("\r\n"u8) ? 2 : 1);
        }
        for (int units = position - 1; units > 0 && at < document.Length;)
        {
            Rune.DecodeFromUtf8(document[at..], out Rune rune, out int bytes);
            at += bytes;
            units -= rune.Utf16SequenceLength;
        }
        return at;
    }
}
