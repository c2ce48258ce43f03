using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Texts as tables keep them: decoded, and trimmed of Unicode white space.</summary>
internal static class KeptText
{
    /// <summary>The text to keep. Allocates only where something has to be decoded.</summary>
    public static ReadOnlySpan<byte> Of(in XmlText text) => IsKeptAsWritten(text.Bytes) ? text.Bytes : Trim(text.DecodeUtf8());

    /// <summary>
    /// Whether there is neither something to decode nor to trim, as with nearly every text: printing ASCII characters at both ends, and between them no
    /// reference and no control.
    /// </summary>
    private static bool IsKeptAsWritten(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return true;
        if (!IsPrinting(text[0]) || !IsPrinting(text[^1]))
            return false;
        if (text.Length < Vector128<byte>.Count)
            return !text.Contains((byte)'&') && !text.ContainsAnyInRange((byte)0, (byte)(' ' - 1));
        ref byte first = ref MemoryMarshal.GetReference(text);
        int last = text.Length - Vector128<byte>.Count;
        Vector128<byte> special = Special(ref first, last);
        for (int at = 0; at < last; at += Vector128<byte>.Count)
            special |= Special(ref first, at);
        return special == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(ref byte first, int at)
    {
        var bytes = Vector128.LoadUnsafe(ref first, (nuint)at);
        return Vector128.LessThan(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'&'));
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out Rune rune, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out Rune rune, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^length];
        return text;
    }

    private static bool IsPrinting(byte character) => character is > (byte)' ' and < 0x80;
}
