namespace Pyner.Xml.Reading;

/// <summary>Tells how documents begin.</summary>
public static class DocumentBeginnings
{
    /// <summary>Looks at a document.</summary>
    /// <param name="document">The document, or enough of its beginning.</param>
    /// <param name="start">Where its structural index has to begin: behind a byte order mark and an XML declaration.</param>
    public static DocumentBeginning Look(ReadOnlySpan<byte> document, out int start)
    {
        if (!Prolog.TrySkip(document, out start))
            return DocumentBeginning.Foreign;
        ReadOnlySpan<byte> rest = document[start..];
        while (true)
        {
            int markup = rest.IndexOfAnyExcept(" \t\r\n"u8);
            if (markup < 0)
                return DocumentBeginning.Plain;
            rest = rest[markup..];
            if (rest.StartsWith("<!DOCTYPE"u8))
                return DocumentBeginning.Doctype;
            if (!TrySkip(ref rest, "<!--"u8, "-->"u8) && !TrySkip(ref rest, "<?"u8, "?>"u8))
                return DocumentBeginning.Plain;
        }
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> opening, ReadOnlySpan<byte> closing)
    {
        if (!rest.StartsWith(opening))
            return false;
        ReadOnlySpan<byte> content = rest[opening.Length..];
        int end = content.IndexOf(closing);
        if (end < 0)
            return false;
        rest = content[(end + closing.Length)..];
        return true;
    }
}
