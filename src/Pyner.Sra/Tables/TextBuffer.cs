namespace Pyner.Sra.Tables;

/// <summary>A column of texts of which most are distinct.</summary>
internal sealed class TextBuffer : ColumnBuffer
{
    private byte[] _bytes = new byte[256];
    private int _count;

    /// <summary>The text that was set last.</summary>
    public ReadOnlySpan<byte> Last => _bytes.AsSpan(_count - LastEntry, LastEntry);

    /// <summary>Keeps a text for a row. The rows between have no value.</summary>
    public void Set(int row, ReadOnlySpan<byte> text)
    {
        if (text.Length > _bytes.Length - _count)
            Array.Resize(ref _bytes, RoomFor((long)_count + text.Length, _bytes.Length));
        text.CopyTo(_bytes.AsSpan(_count));
        _count += text.Length;
        base.Set(row, text.Length);
    }

    /// <inheritdoc/>
    public override void Truncate(int rows)
    {
        _count -= Length(Entries[Math.Min(rows, Rows)..]);
        base.Truncate(rows);
    }

    /// <inheritdoc/>
    public override void RemoveFirst(int rows)
    {
        int gone = rows >= Rows ? _count : Length(Entries[..rows]);
        _bytes.AsSpan(gone, _count - gone).CopyTo(_bytes);
        _count -= gone;
        base.RemoveFirst(rows);
    }

    /// <inheritdoc/>
    protected override void WriteValues(BlockWriter block, ReadOnlySpan<int> entries, int values)
    {
        WriteHead(block, BlockEncoding.Texts, entries, values);
        int longest = 0;
        foreach (int length in entries)
            longest = Math.Max(longest, length);
        int width = PackedNumbers.Width((ulong)longest);
        block.Byte((byte)width);
        block.Present(entries, values, width);
        block.Raw(_bytes.AsSpan(0, entries.Length == Rows ? _count : Length(entries)));
    }

    private static int Length(ReadOnlySpan<int> entries)
    {
        int length = 0;
        foreach (int entry in entries)
            length += Math.Max(entry, 0);
        return length;
    }
}
