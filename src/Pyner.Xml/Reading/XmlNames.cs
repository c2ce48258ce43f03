using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Pyner.Xml.Reading;

/// <summary>
/// Names as <c>XmlReader</c> takes them: the fourth edition's tables (XML 1.0 appendix B), no characters above U+FFFF, and at most one
/// colon with a proper name on either side (Namespaces in XML section 4).
/// </summary>
internal static unsafe class XmlNames
{
    // Bit 0: may start a name; bit 1: may stand in one. ASCII only; the colon does neither.
    private static readonly byte[] s_classes = Classes();

    /// <summary>XML's white space: section 2.3, S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r';

    /// <summary>What may stand behind an element's name: white space, <c>/</c> or <c>&gt;</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsTagName(byte b) => b == '>' || b == '/' || IsSpace(b);

    /// <summary>
    /// Scans a qualified name. Gives the position behind it and the colon's, or null; true if it is a proper one, else the end is the
    /// position of the fault.
    /// </summary>
    public static bool TryScanQualified(byte* at, out byte* end, out byte* colon)
    {
        colon = null;
        if (!TryScan(at, out end))
            return false;
        if (*end != ':')
            return true;
        colon = end;
        return TryScan(end + 1, out end);
    }

    /// <summary>Scans a name without colon.</summary>
    public static bool TryScan(byte* at, out byte* end)
    {
        byte[] classes = s_classes;
        end = at;
        if ((classes[*at] & 1) != 0)
            end = at + 1;
        else if (*at < 0x80 || !TryDecode(at, out char first, out end) || !XmlConvert.IsStartNCNameChar(first))
        {
            end = at;
            return false;
        }
        while (true)
        {
            while ((classes[*end] & 2) != 0)
                end++;
            if (*end < 0x80 || !TryDecode(end, out char next, out byte* behind) || !XmlConvert.IsNCNameChar(next))
                return true;
            end = behind;
        }
    }

    /// <summary>Decodes a two- or three-byte character of well-formed UTF-8. Longer ones can't stand in names.</summary>
    private static bool TryDecode(byte* at, out char c, out byte* end)
    {
        int width = *at < 0xE0 ? 2 : 3;
        end = at;
        c = default;
        if (*at is < 0xC2 or >= 0xF0 || Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(at, width), out Rune rune, out int consumed)
            != System.Buffers.OperationStatus.Done)
        {
            return false;
        }
        c = (char)rune.Value;
        end = at + consumed;
        return true;
    }

    private static byte[] Classes()
    {
        var classes = new byte[256];
        for (int b = 0; b < 128; b++)
        {
            char c = (char)b;
            classes[b] = (byte)((XmlConvert.IsStartNCNameChar(c) ? 1 : 0) | (XmlConvert.IsNCNameChar(c) ? 2 : 0));
        }
        return classes;
    }
}
