namespace Pyner.Xml.Reading;

/// <summary>Character references and the five predefined entities (XML 1.0 sections 4.1 and 4.6): all there is without a DTD.</summary>
internal static class XmlReference
{
    /// <summary>The character that a reference stands for, or -1 if it stands for none.</summary>
    /// <param name="name">What stands between <c>&amp;</c> and <c>;</c>.</param>
    public static int Decode(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'#', ..] => DecodeCharacter(name[1..]),
        [(byte)'l', (byte)'t'] => '<',
        [(byte)'g', (byte)'t'] => '>',
        [(byte)'a', (byte)'m', (byte)'p'] => '&',
        [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => '"',
        [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => '\'',
        _ => -1,
    };

    private static int DecodeCharacter(ReadOnlySpan<byte> digits)
    {
        int radix = 10;
        if (digits is [(byte)'x', ..])
        {
            radix = 16;
            digits = digits[1..];
        }
        if (digits.IsEmpty)
            return -1;
        long scalar = 0;
        foreach (byte b in digits)
        {
            int digit = DigitValue(b);
            if (digit >= radix)
                return -1;
            scalar = (scalar * radix) + digit;
            if (scalar > int.MaxValue)
                return -1;
        }
        // XmlReader splits what lies above the first plane into two surrogates without checking the range first, so that it wraps.
        if (scalar > 0x10FFFF)
            scalar = 0x10000 + ((scalar - 0x10000) % 0x4000000);
        return IsXmlCharacter((int)scalar) ? (int)scalar : -1;
    }

    /// <summary>The value of a hexadecimal digit, or more than any radix.</summary>
    public static int DigitValue(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => int.MaxValue,
    };

    /// <summary>Char of XML 1.0 section 2.2.</summary>
    private static bool IsXmlCharacter(int scalar) =>
        scalar is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);
}
