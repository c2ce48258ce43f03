using System.Buffers;
using System.Text;

namespace Pyner.Xml.Reading;

/// <summary>Keeps the beginning of a text that may be of any length (<see cref="ElementInterest.CutLong"/>).</summary>
internal static class LongText
{
    /// <summary>Appends a decoded piece as far as there is room. White space before the text's first other character takes none.</summary>
    /// <param name="piece">The piece; it ends between two characters.</param>
    /// <param name="text">What was kept so far.</param>
    /// <returns>Whether the text had to be cut.</returns>
    public static bool Append(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> text)
    {
        if (text.WrittenCount == 0)
            piece = TrimStart(piece);
        int room = ReadLimits.Value - text.WrittenCount;
        if (piece.Length <= room)
        {
            text.Write(piece);
            return false;
        }
        while (room > 0 && (piece[room] & 0xC0) == 0x80)
            room--;
        text.Write(piece[..room]);
        return true;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> piece)
    {
        while (Rune.DecodeFromUtf8(piece, out Rune rune, out int length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            piece = piece[length..];
        return piece;
    }
}
