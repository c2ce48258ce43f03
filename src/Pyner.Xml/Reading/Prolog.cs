namespace Pyner.Xml.Reading;

/// <summary>
/// Recognises the beginnings of documents in plain UTF-8: nothing, a byte order mark, and an XML declaration of the usual form. Whatever
/// begins in another way is for <c>XmlReader</c> to decode or to reject.
/// </summary>
internal static class Prolog
{
    /// <summary>Whether the document is plain UTF-8, and where it goes on behind byte order mark and declaration.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> document, out int length)
    {
        ReadOnlySpan<byte> rest = document;
        length = 0;
        if (rest.StartsWith("\uFEFF"u8))
            rest = rest[3..];
        if (rest.StartsWith("<?xml"u8) && rest.Length > 5 && XmlNames.IsSpace(rest[5]))
        {
            rest = rest[5..];
            if (!TrySkipPseudoAttribute(ref rest, "version"u8, out ReadOnlySpan<byte> version) || !version.SequenceEqual("1.0"u8))
                return false;
            if (TrySkipPseudoAttribute(ref rest, "encoding"u8, out ReadOnlySpan<byte> encoding) && !IsUtf8(encoding))
                return false;
            if (TrySkipPseudoAttribute(ref rest, "standalone"u8, out ReadOnlySpan<byte> standalone)
                && !standalone.SequenceEqual("yes"u8) && !standalone.SequenceEqual("no"u8))
            {
                return false;
            }
            SkipSpace(ref rest);
            if (!rest.StartsWith("?>"u8))
                return false;
            length = document.Length - rest.Length + 2;
            return true;
        }
        length = document.Length - rest.Length;
        // Two bytes tell UTF-16, UTF-32 and EBCDIC from everything that can begin a document in UTF-8.
        return rest.IsEmpty || rest[0] is not (0x00 or 0x4C or 0xFE or 0xFF) && (rest.Length < 2 || rest[1] != 0x00);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> name) =>
        name.Length == 5 && System.Text.Ascii.EqualsIgnoreCase(name, "utf-8"u8);

    private static bool TrySkipPseudoAttribute(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        ReadOnlySpan<byte> rest = text;
        if (!SkipSpace(ref rest) || !rest.StartsWith(name))
            return false;
        rest = rest[name.Length..];
        SkipSpace(ref rest);
        if (rest.IsEmpty || rest[0] != '=')
            return false;
        rest = rest[1..];
        SkipSpace(ref rest);
        if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'\''))
            return false;
        int end = rest[1..].IndexOf(rest[0]);
        if (end < 0)
            return false;
        value = rest.Slice(1, end);
        text = rest[(end + 2)..];
        return true;
    }

    private static bool SkipSpace(ref ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && XmlNames.IsSpace(text[length]))
            length++;
        text = text[length..];
        return length > 0;
    }
}
