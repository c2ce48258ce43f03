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
    public static byte* FindTextEnd(byte* at, byte* windowEnd) => Find<TextValue>(at, windowEnd);

    /// <summary>The closing quote of an attribute's value; null as for texts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* FindQuote(byte* at, byte* windowEnd) => Find<AttributeValue>(at, windowEnd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Find<TValue>(byte* at, byte* windowEnd)
        where TValue : struct, IValueKind
    {
        Vector256<byte> v = Vector256.Load(at);
        uint end = Vector256.Equals(v, Vector256.Create(TValue.End)).ExtractMostSignificantBits();
        // Where the value ends is known before it is known that nothing is wrong with it: what follows need not wait.
        bool isPlain = end != 0 && (Suspects<TValue>(v) & (end - 1) & ~end) == 0;
        return isPlain ? at + BitOperations.TrailingZeroCount(end) : FindEnd<TValue>(at, windowEnd);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* FindEnd<TValue>(byte* at, byte* windowEnd)
        where TValue : struct, IValueKind
    {
        ulong special = Special<TValue>(at);
        while (true)
        {
            if (special == 0)
            {
                at += sizeof(ulong) * 8;
                special = Special<TValue>(at);
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
            special &= ulong.MaxValue << (int)Math.Min(p - at, 63);
            if (p - at < sizeof(ulong) * 8)
                continue;
            at = p;
            special = Special<TValue>(at);
        }
    }

    /// <summary>Bytes that end a value or may not belong into it, among 64, and those of white space that are controls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Special<TValue>(byte* at)
        where TValue : struct, IValueKind
    {
        Vector256<byte> low = Vector256.Load(at);
        Vector256<byte> high = Vector256.Load(at + Vector256<byte>.Count);
        Vector256<byte> end = Vector256.Create(TValue.End);
        return (Suspects<TValue>(low) | Vector256.Equals(low, end).ExtractMostSignificantBits())
            | ((ulong)(Suspects<TValue>(high) | Vector256.Equals(high, end).ExtractMostSignificantBits()) << Vector256<byte>.Count);
    }

    /// <summary>Bytes that may not belong into a value, and among them those of white space that are controls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Suspects<TValue>(Vector256<byte> v)
        where TValue : struct, IValueKind =>
        // Signed, so that bytes from 0x80 count as below too.
        (Vector256.LessThan(v.AsSByte(), Vector256.Create((sbyte)0x20)).AsByte()
            | Vector256.Equals(v, Vector256.Create((byte)'&'))
            | Vector256.Equals(v, Vector256.Create(TValue.Suspect))).ExtractMostSignificantBits();

    private interface IValueKind
    {
        /// <summary>What ends it.</summary>
        static abstract byte End { get; }

        /// <summary>What else does not belong into it, or not always.</summary>
        static abstract byte Suspect { get; }
    }

    private readonly struct TextValue : IValueKind
    {
        public static byte End => (byte)'<';

        public static byte Suspect => (byte)']';
    }

    private readonly struct AttributeValue : IValueKind
    {
        public static byte End => (byte)'"';

        public static byte Suspect => (byte)'<';
    }
}
