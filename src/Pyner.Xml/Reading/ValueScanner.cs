using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Reading;

/// <summary>
/// Finds the end of a value, and checks on the way what the structural index and the reader would: that it has only characters of XML and references
/// that mean something. Stops at whatever else there is, the window's end included: zeros follow it.
/// </summary>
internal static unsafe class ValueScanner
{
    /// <summary>The <c>&lt;</c> behind a text; null where the text holds something that this can't judge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* FindTextEnd(byte* at, byte* windowEnd)
    {
        uint special = SpecialInText(at);
        byte* first = at + BitOperations.TrailingZeroCount(special);
        return special != 0 && *first == '<' ? first : FindEnd<TextValue>(at, windowEnd);
    }

    /// <summary>The closing quote of an attribute's value; null as for texts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* FindQuote(byte* at, byte* windowEnd)
    {
        uint special = SpecialInAttribute(at);
        byte* first = at + BitOperations.TrailingZeroCount(special);
        return special != 0 && *first == '"' ? first : FindEnd<AttributeValue>(at, windowEnd);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* FindEnd<TValue>(byte* at, byte* windowEnd)
        where TValue : struct, IValueKind
    {
        uint special = TValue.Special(at);
        while (true)
        {
            if (special == 0)
            {
                at += Vector256<byte>.Count;
                special = TValue.Special(at);
                continue;
            }
            byte* p = at + BitOperations.TrailingZeroCount(special);
            byte b = *p;
            if (b == TValue.End)
                return p;
            if (XmlNames.IsSpace(b) || (b == ']' && !(p[1] == ']' && p[2] == '>')))
            {
                special &= special - 1;
                continue;
            }
            if (b == '&')
            {
                if (ReferenceScanner.Scan(p, windowEnd, out p, out _) != Step.Continue)
                    return null;
            }
            else if (b >= 0x80)
            {
                do
                {
                    int width = StructuralIndexer.MultiByteLength(p);
                    if (width == 0)
                        return null;
                    p += width;
                }
                while (*p >= 0x80);
            }
            else
            {
                return null;
            }
            at = p;
            special = TValue.Special(at);
        }
    }

    /// <summary>Bytes that may end the text or not belong into it, and among them those of white space that are controls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SpecialInText(byte* at)
    {
        Vector256<byte> v = Vector256.Load(at);
        // Signed, so that bytes from 0x80 count as below too.
        return (Vector256.LessThan(v.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
            | Vector256.Equals(v, Vector256.Create((byte)'<'))
            | Vector256.Equals(v, Vector256.Create((byte)'&'))
            | Vector256.Equals(v, Vector256.Create((byte)']'))).ExtractMostSignificantBits();
    }

    /// <summary>Bytes that may end an attribute's value or not belong into it, and among them those of white space that are controls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SpecialInAttribute(byte* at)
    {
        Vector256<byte> v = Vector256.Load(at);
        return (Vector256.LessThan(v.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
            | Vector256.Equals(v, Vector256.Create((byte)'<'))
            | Vector256.Equals(v, Vector256.Create((byte)'&'))
            | Vector256.Equals(v, Vector256.Create((byte)'"'))).ExtractMostSignificantBits();
    }

    private interface IValueKind
    {
        static abstract byte End { get; }

        static abstract uint Special(byte* at);
    }

    private readonly struct TextValue : IValueKind
    {
        public static byte End => (byte)'<';

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Special(byte* at) => SpecialInText(at);
    }

    private readonly struct AttributeValue : IValueKind
    {
        public static byte End => (byte)'"';

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static uint Special(byte* at) => SpecialInAttribute(at);
    }
}
