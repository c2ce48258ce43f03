using System.Runtime.CompilerServices;

namespace Pyner.Sra.Tables;

/// <summary>The values of a column's rows that were not handed over yet. Rows that nothing was set for have no value, and cost nothing.</summary>
internal abstract class ColumnBuffer
{
    private const int FewestRows = 64;

    private int[] _rows = new int[FewestRows];
    private int _missing; // rows without a value

    /// <summary>Rows that were set or passed over.</summary>
    public int Rows { get; private set; }

    /// <summary>What was kept for the last row.</summary>
    protected int LastEntry => _rows[Rows - 1];

    /// <summary>By row: what the column makes of it; negative where there is no value.</summary>
    protected Span<int> Entries => _rows.AsSpan(0, Rows);

    /// <summary>Whether a row has a value.</summary>
    public bool Has(int row) => row < Rows && _rows[row] >= 0;

    /// <summary>Keeps a number for a row. The rows between have no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Set(int row, int entry)
    {
        if (row != Rows || row == _rows.Length)
            PadTo(row);
        _rows[row] = entry;
        Rows = row + 1;
    }

    /// <summary>Keeps the same number for some rows. The rows between have no value.</summary>
    protected void SetRange(int from, int to, int entry)
    {
        PadTo(from);
        if (to > _rows.Length)
            Array.Resize(ref _rows, Math.Max(to, _rows.Length * 2));
        _rows.AsSpan(from, to - from).Fill(entry);
        Rows = to;
    }

    /// <summary>Forgets the rows from this one on.</summary>
    public virtual void Truncate(int rows)
    {
        rows = Math.Min(Rows, rows);
        _missing -= CountMissing(_rows.AsSpan(rows, Rows - rows));
        Rows = rows;
    }

    /// <summary>Forgets the rows before this one; the others move up.</summary>
    public virtual void RemoveFirst(int rows)
    {
        int gone = Math.Min(rows, Rows);
        _missing -= gone == Rows ? _missing : CountMissing(_rows.AsSpan(0, gone));
        _rows.AsSpan(gone, Rows - gone).CopyTo(_rows);
        Rows -= gone;
    }

    /// <summary>Writes the first rows as a block.</summary>
    public void Write(BlockWriter block, int rows)
    {
        PadTo(rows);
        ReadOnlySpan<int> entries = _rows.AsSpan(0, rows);
        int values = rows - (rows == Rows ? _missing : CountMissing(entries));
        if (values == 0)
        {
            block.Byte((byte)BlockEncoding.Empty);
            return;
        }
        WriteValues(block, entries, values);
    }

    /// <summary>How long an array of texts' bytes should become.</summary>
    /// <param name="needed">Bytes that it has to hold.</param>
    /// <param name="length">Its length so far.</param>
    /// <exception cref="InvalidOperationException">No array can be so long.</exception>
    protected static int RoomFor(long needed, int length)
    {
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"the texts of a column that wait to be handed over take {needed:N0} bytes; at most {Array.MaxLength:N0} can be kept");
        }
        return (int)Math.Clamp(length * 2L, needed, Array.MaxLength);
    }

    /// <summary>How many rows have a value.</summary>
    protected static int CountValues(ReadOnlySpan<int> entries) => entries.Length - CountMissing(entries);

    /// <summary>Writes the head of a block: its encoding, and which rows have a value where not all do.</summary>
    protected static void WriteHead(BlockWriter block, BlockEncoding encoding, ReadOnlySpan<int> entries, int values)
    {
        block.Byte((byte)encoding);
        block.Number((uint)values);
        if (values == entries.Length)
            return;
        Span<byte> bits = block.Reserve((entries.Length + 7) / 8);
        bits.Clear();
        for (int i = 0; i < entries.Length; i++)
            bits[i >> 3] |= (byte)((~entries[i] >>> 31) << (i & 7));
    }

    /// <summary>Writes rows of which some have a value.</summary>
    /// <param name="block">Takes the block.</param>
    /// <param name="entries">The rows, as <see cref="Set"/> got them.</param>
    /// <param name="values">How many have a value.</param>
    protected abstract void WriteValues(BlockWriter block, ReadOnlySpan<int> entries, int values);

    private static int CountMissing(ReadOnlySpan<int> entries)
    {
        int missing = 0;
        foreach (int entry in entries)
            missing += entry >>> 31;
        return missing;
    }

    /// <summary>Passes over rows, and makes room for one more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PadTo(int rows)
    {
        if (rows >= _rows.Length)
            Array.Resize(ref _rows, Math.Max(rows + 1, _rows.Length * 2));
        if (rows <= Rows)
            return;
        _missing += rows - Rows;
        _rows.AsSpan(Rows, rows - Rows).Fill(-1);
        Rows = rows;
    }
}
