namespace Pyner.Sra.Tables;

/// <summary>A column of numbers or flags. A number in floating point is kept as its bits.</summary>
internal sealed class NumberBuffer : ColumnBuffer
{
    private long[] _values = new long[64]; // of the rows that have one
    private int _count;

    /// <summary>Keeps a number for a row. The rows between have no value.</summary>
    public void Set(int row, long value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count] = value;
        _count++;
        base.Set(row, 0);
    }

    /// <summary>Keeps a number for some rows.</summary>
    /// <param name="from">The first of them; the rows between have no value.</param>
    /// <param name="to">The row behind them.</param>
    /// <param name="first">The first row's number.</param>
    /// <param name="step">What is added from row to row.</param>
    public void SetRange(int from, int to, long first, long step)
    {
        if (from >= to)
            return;
        if (_count + to - from > _values.Length)
            Array.Resize(ref _values, Math.Max(_count + to - from, _values.Length * 2));
        foreach (ref long value in _values.AsSpan(_count, to - from))
        {
            value = first;
            first += step;
        }
        _count += to - from;
        SetRange(from, to, 0);
    }

    /// <inheritdoc/>
    public override void Truncate(int rows)
    {
        _count -= CountValues(Entries[Math.Min(rows, Rows)..]);
        base.Truncate(rows);
    }

    /// <inheritdoc/>
    public override void RemoveFirst(int rows)
    {
        int gone = rows >= Rows ? _count : CountValues(Entries[..rows]);
        _values.AsSpan(gone, _count - gone).CopyTo(_values);
        _count -= gone;
        base.RemoveFirst(rows);
    }

    /// <inheritdoc/>
    protected override void WriteValues(BlockWriter block, ReadOnlySpan<int> entries, int values)
    {
        WriteHead(block, BlockEncoding.Numbers, entries, values);
        ReadOnlySpan<long> numbers = _values.AsSpan(0, values);
        ulong most = 0;
        foreach (long number in numbers)
            most = Math.Max(most, (ulong)number); // a negative one takes all bytes
        int width = PackedNumbers.Width(most);
        block.Byte((byte)width);
        block.Packed(numbers, width);
    }
}
