using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pyner.Xml.Indexing;

/// <summary>
/// Indexes 64 bytes at a time. Nearly every block holds only text and tags, and goes through without a branch that depends on the data;
/// what is rare (comments and their like, <c>]]</c>, invalid bytes) leaves the straight line, and text in other scripts makes a short stop.
/// </summary>
internal abstract unsafe class BlockIndexer<TClassifier> : StructuralIndexer
    where TClassifier : struct, IBlockClassifier<TClassifier>
{
    private const int BlockSize = 64;

    private protected sealed override void Index(
        byte* window, int limit, int length, IndexerState state, uint* tokens, StructuralIndex index)
    {
        uint* next = tokens;
        int at = 0;
        int characterEnd = 0; // bytes before it belong to multi-byte characters that were checked
        int invalid = -1;
        while (invalid < 0)
        {
            if (state == IndexerState.Content)
                at = IndexPlainBlocks(window, at, limit, ref next, ref characterEnd);
            if (at >= limit)
                break;
            invalid = state == IndexerState.Content
                ? IndexUnusualBlock(window, ref at, limit, length, ref state, ref next, ref characterEnd)
                : IndexConstruct(window, ref at, limit, length, ref state, ref next, ref characterEnd);
        }
        index.Count = (int)(next - tokens);
        index.EndsAtInvalidByte = invalid >= 0;
        index.End = invalid >= 0 ? invalid : Math.Min(at, length);
        index.State = state;
    }

    /// <summary>Indexes whole blocks of tags and text, up to the first that holds anything else. Gives its position.</summary>
    private static int IndexPlainBlocks(byte* window, int at, int limit, ref uint* tokens, ref int characterEnd)
    {
        var classifier = TClassifier.Create();
        uint* next = tokens;
        for (; at <= limit - BlockSize; at += BlockSize)
        {
            ulong bits = classifier.Glance(window + at, out ulong openers, out ulong suspicious);
            // Unusual is an opener behind a '<' or another opener. What stands behind the last byte shows in the next block.
            ulong marked = bits | openers;
            ulong opening = marked & ((openers >> 1) | (1UL << 63));
            if ((opening | suspicious) != 0 && (opening != 0 || !AreCharacters(window, at, suspicious, ref characterEnd)))
                break;
            next = classifier.Emit(window + at, bits, (uint)at, next);
        }
        tokens = next;
        return at;
    }

    /// <summary>Whether all suspicious bytes of a block belong to well-formed characters from U+0080 on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreCharacters(byte* window, int at, ulong suspicious, ref int characterEnd)
    {
        int end = characterEnd;
        for (; suspicious != 0; suspicious &= suspicious - 1)
        {
            int position = at + BitOperations.TrailingZeroCount(suspicious);
            if (position < end)
                continue;
            int width = MultiByteLength(window + position);
            if (width == 0)
                return false;
            end = position + width;
        }
        characterEnd = end;
        return true;
    }

    /// <summary>
    /// Indexes up to 64 bytes of content, whatever they hold: to the limit, or behind the delimiter that opens something other than a tag.
    /// Gives the position of a byte that begins no XML character, or -1.
    /// </summary>
    private static int IndexUnusualBlock(
        byte* window, ref int at, int limit, int length, ref IndexerState state, ref uint* next, ref int characterEnd)
    {
        BlockMasks masks = TClassifier.Classify(window + at);
        int cut = Math.Min(limit - at, BlockSize);
        ulong within = FirstBits(cut);
        byte following = window[at + BlockSize];
        ulong declaring = (masks.Declaring >> 1) | (following is (byte)'!' or (byte)'?' ? 1UL << 63 : 0);
        ulong opening = masks.Less & declaring & within;
        if (opening != 0)
        {
            int first = BitOperations.TrailingZeroCount(opening);
            (state, int delimiter) = ScalarIndexer.Opened(window + at + first, length - at - first);
            cut = first + delimiter;
            within = FirstBits(first + 1);
        }
        ulong bits = masks.Less | masks.Ampersand;
        ulong brackets = masks.Bracket & ((masks.Bracket >> 1) | (following == ']' ? 1UL << 63 : 0)) & within;
        for (; brackets != 0; brackets &= brackets - 1)
        {
            int first = BitOperations.TrailingZeroCount(brackets);
            if (at + first + 2 < length && window[at + first + 2] == '>')
                bits |= 1UL << first;
        }
        int invalid = FindInvalid(window, at, masks, within, ref characterEnd);
        if (invalid >= 0)
        {
            within &= FirstBits(invalid - at);
            state = IndexerState.Content;
        }
        next = TokenEmitter.Emit(bits & within, (uint)at, next);
        at += cut;
        return invalid;
    }

    /// <summary>Moves to the end of a comment, CDATA section or processing instruction. Gives the position of an invalid byte, or -1.</summary>
    private static int IndexConstruct(
        byte* window, ref int at, int limit, int length, ref IndexerState state, ref uint* next, ref int characterEnd)
    {
        int end = FindEnd(window, at, limit, length, state, out uint token);
        int invalid = FindInvalid(window, at, Math.Min(end, limit), ref characterEnd);
        if (invalid < 0 && token != uint.MaxValue)
        {
            *next++ = token;
            state = IndexerState.Content;
        }
        at = end;
        return invalid;
    }

    private static ulong FirstBits(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>
    /// Searches for the end of a comment, CDATA section or processing instruction.
    /// Gives the position behind its delimiter and the token, or the limit and no token.
    /// </summary>
    private static int FindEnd(byte* window, int at, int limit, int length, IndexerState state, out uint token)
    {
        ReadOnlySpan<byte> delimiter = state switch
        {
            IndexerState.Comment => "--"u8,
            IndexerState.CData => "]]>"u8,
            _ => "?>"u8,
        };
        int readable = Math.Min(length, limit + delimiter.Length - 1);
        int found = new ReadOnlySpan<byte>(window + at, readable - at).IndexOf(delimiter);
        if (found < 0)
        {
            token = uint.MaxValue;
            return limit;
        }
        int end = at + found + delimiter.Length;
        token = (uint)(state == IndexerState.Comment ? end : end - 1);
        return end;
    }

    /// <summary>First byte in [at, end) that begins no XML character, or -1.</summary>
    private static int FindInvalid(byte* window, int at, int end, ref int characterEnd)
    {
        for (; at < end; at += BlockSize)
        {
            BlockMasks masks = TClassifier.Classify(window + at);
            int invalid = FindInvalid(window, at, masks, FirstBits(end - at), ref characterEnd);
            if (invalid >= 0)
                return invalid;
        }
        return -1;
    }

    private static int FindInvalid(byte* window, int at, in BlockMasks masks, ulong within, ref int characterEnd)
    {
        ulong control = masks.Control & within;
        int firstControl = control == 0 ? int.MaxValue : at + BitOperations.TrailingZeroCount(control);
        ulong nonAscii = masks.NonAscii & within;
        while (nonAscii != 0)
        {
            int position = at + BitOperations.TrailingZeroCount(nonAscii);
            nonAscii &= nonAscii - 1;
            if (position < characterEnd)
                continue;
            if (position > firstControl)
                break;
            int width = MultiByteLength(window + position);
            if (width == 0)
                return position;
            characterEnd = position + width;
        }
        return firstControl == int.MaxValue ? -1 : firstControl;
    }
}
