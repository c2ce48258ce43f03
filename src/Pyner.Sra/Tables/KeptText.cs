using System.Buffers;
using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Texts as tables keep them: decoded, and trimmed of Unicode white space.</summary>
internal static class KeptText
{
    /// <summary>The text to keep. Allocates only where something has to be decoded.</summary>
    public static ReadOnlySpan<byte> Of(XmlText text) => Trim(text.DecodeUtf8());

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        // Nearly every text begins and ends with a printing ASCII character.
        if (text.IsEmpty || (IsPrinting(text[0]) && IsPrinting(text[^1])))
            return text;
        while (Rune.DecodeFromUtf8(text, out Rune rune, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out Rune rune, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^length];
        return text;
    }

    private static bool IsPrinting(byte character) => character is > (byte)' ' and < 0x80;
}
