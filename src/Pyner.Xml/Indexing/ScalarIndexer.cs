namespace Pyner.Xml.Indexing;

/// <summary>One byte at a time: the definition that the others are tested against, and the way on machines without SIMD.</summary>
public sealed unsafe class ScalarIndexer : StructuralIndexer
{
    /// <inheritdoc/>
    public override string Name => "scalar";

    /// <inheritdoc/>
    public override bool IsSupported => true;

    // What the others are tested against is to be nothing but the definition.
    internal override bool IndexesAnyPart => false;

    private protected override void Index(byte* window, int limit, int length, IndexerState state, uint* tokens, StructuralIndex index)
    {
        int count = 0;
        int at = 0;
        bool invalid = false;
        while (at < limit)
        {
            byte b = window[at];
            int width = b >= 0x80 ? MultiByteLength(window + at) : b >= 0x20 || b is (byte)'\t' or (byte)'\n' or (byte)'\r' ? 1 : 0;
            if (width == 0)
            {
                invalid = true;
                break;
            }
            if (width > 1 && at + width > limit)
                break;
            switch (state)
            {
                case IndexerState.Content when b == '<':
                    tokens[count++] = (uint)at;
                    (state, width) = Opened(window + at, length - at);
                    break;
                case IndexerState.Content when b == '&':
                case IndexerState.Content when b == ']' && Follows(window, at, length, "]]>"u8):
                    tokens[count++] = (uint)at;
                    break;
                case IndexerState.Comment when b == '-' && Follows(window, at, length, "--"u8):
                    tokens[count++] = (uint)at + 2;
                    (state, width) = (IndexerState.Content, 2);
                    break;
                case IndexerState.CData when b == ']' && Follows(window, at, length, "]]>"u8):
                    tokens[count++] = (uint)at + 2;
                    (state, width) = (IndexerState.Content, 3);
                    break;
                case IndexerState.ProcessingInstruction when b == '?' && Follows(window, at, length, "?>"u8):
                    tokens[count++] = (uint)at + 1;
                    (state, width) = (IndexerState.Content, 2);
                    break;
            }
            at += width;
        }
        index.Count = count;
        index.End = invalid ? at : Math.Min(at, length);
        index.State = state;
        index.EndsAtInvalidByte = invalid;
    }

    private static bool Follows(byte* window, int at, int length, ReadOnlySpan<byte> text) =>
        length - at >= text.Length && new ReadOnlySpan<byte>(window + at, text.Length).SequenceEqual(text);

    /// <summary>What a <c>&lt;</c> opens, and how many bytes the opening delimiter has.</summary>
    internal static (IndexerState State, int Width) Opened(byte* markup, int length)
    {
        if (Follows(markup, 0, length, "<!--"u8))
            return (IndexerState.Comment, 4);
        if (Follows(markup, 0, length, "<![CDATA["u8))
            return (IndexerState.CData, 9);
        if (Follows(markup, 0, length, "<?"u8))
            return (IndexerState.ProcessingInstruction, 2);
        return (IndexerState.Content, 1);
    }
}
