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
        ref byte first = ref MemoryMarshal.GetReference(text);
        // The last piece overlaps the one before.
        int last = text.Length - Vector128<byte>.Count;
        if (last < 0)
            return Special(Short(ref first, text.Length)) == Vector128<byte>.Zero;
        Vector128<byte> special = Special(Vector128.LoadUnsafe(ref first, (nuint)last));
        for (int at = 0; at < last; at += Vector128<byte>.Count)
            special |= Special(Vector128.LoadUnsafe(ref first, (nuint)at));
        return special == Vector128<byte>.Zero;
    }

    /// <summary>All bytes of a text of less than 16, some of them more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Short(ref byte first, int length) => length switch
    {
        >= sizeof(ulong) => Vector128.Create(Word<ulong>(ref first, 0), Word<ulong>(ref first, length - sizeof(ulong))).AsByte(),
        >= sizeof(uint) => Vector128.Create(Word<uint>(ref first, 0) | ((ulong)Word<uint>(ref first, length - sizeof(uint)) << 32)).AsByte(),
        _ => Vector128.Create(
            first | ((uint)Unsafe.Add(ref first, length / 2) << 8) | ((uint)Unsafe.Add(ref first, length - 1) << 16) | ((uint)first << 24)).AsByte(),
    };

    private static T Word<T>(ref byte first, int at) => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref first, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(Vector128<byte> bytes) =>
        Vector128.LessThan(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'&'));

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
