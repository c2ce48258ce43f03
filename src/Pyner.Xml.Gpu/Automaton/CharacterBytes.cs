namespace Pyner.Xml.Gpu.Automaton;

/// <summary>
/// Tells bytes from 0x80 that are part of an XML character in well-formed UTF-8 (Unicode table 3-7; XML 1.0 section 2.2 leaves out U+FFFE and U+FFFF).
/// </summary>
/// <remarks>
/// A leading byte is answered for by the bytes behind it, a continuation byte by whether a leading byte before it reaches that far. So the first byte
/// that is no part of a character is the first byte of what is wrong, as the indexers give it, though each byte is judged on its own.
/// </remarks>
internal static class CharacterBytes
{
    /// <summary>Whether a byte from 0x80 is part of a character.</summary>
    /// <param name="prior">The bytes before it, the last one lowest.</param>
    /// <param name="value">The byte.</param>
    /// <param name="following">The three bytes behind it, the first one lowest.</param>
    public static bool IsPartOfCharacter(ulong prior, int value, ulong following) =>
        value < 0xC0 ? IsCovered(prior) : BeginsCharacter(value, (int)following & 0xFF, (int)(following >> 8) & 0xFF, (int)(following >> 16) & 0xFF);

    private static bool IsCovered(ulong prior)
    {
        int first = (int)prior & 0xFF;
        if (!IsContinuation(first))
            return first >= 0xC0;
        int second = (int)(prior >> 8) & 0xFF;
        if (!IsContinuation(second))
            return second >= 0xE0;
        return ((int)(prior >> 16) & 0xFF) >= 0xF0;
    }

    private static bool BeginsCharacter(int b0, int b1, int b2, int b3)
    {
        if (b0 < 0xC2 || b0 > 0xF4 || !IsContinuation(b1))
            return false;
        if (b0 < 0xE0)
            return true;
        if (!IsContinuation(b2))
            return false;
        if (b0 < 0xF0)
        {
            int character = ((b0 & 0x0F) << 12) | ((b1 & 0x3F) << 6) | (b2 & 0x3F);
            return character >= 0x800 && (character < 0xD800 || character > 0xDFFF) && character < 0xFFFE;
        }
        int plane = ((b0 & 0x07) << 2) | ((b1 >> 4) & 0x03);
        return IsContinuation(b3) && plane >= 1 && plane <= 0x10;
    }

    private static bool IsContinuation(int value) => (value & 0xC0) == 0x80;
}
