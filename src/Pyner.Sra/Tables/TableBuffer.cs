using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Rows of a table that were not handed over yet, and the one that is being put together.</summary>
public class TableBuffer
{
    /// <summary>Rows are handed over once they take so many bytes.</summary>
    private const int ChunkBytes = 1 << 20;

    private const int ValueBytes = sizeof(long); // a value takes so much beside its text

    private readonly ColumnBuffer[] _columns;
    private readonly DictionaryBuffer?[] _dictionaries; // the columns again, by what they are
    private readonly TextBuffer?[] _texts;
    private readonly NumberBuffer?[] _numbers;
    private readonly int[] _columnEnds;
    private readonly BlockWriter _blocks;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="schema">The table.</param>
    public TableBuffer(TableSchema schema)
        : this(schema, new BlockWriter())
    {
    }

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="blocks">Memory for writing; may be shared by buffers of one thread.</param>
    internal TableBuffer(TableSchema schema, BlockWriter blocks)
    {
        Schema = schema;
        _blocks = blocks;
        _columnEnds = new int[schema.Columns.Count];
        _columns = [.. schema.Columns.Select(Buffer)];
        _dictionaries = [.. _columns.Select(column => column as DictionaryBuffer)];
        _texts = [.. _columns.Select(column => column as TextBuffer)];
        _numbers = [.. _columns.Select(column => column as NumberBuffer)];
    }

    /// <summary>The table.</summary>
    public TableSchema Schema { get; }

    /// <summary>Complete rows: the one in hand has this number.</summary>
    public int Rows { get; private protected set; }

    /// <summary>Whether it is time to hand rows over.</summary>
    public bool IsFull => Size >= ChunkBytes;

    /// <summary>Bytes that the rows take at most.</summary>
    private protected long Size { get; set; }

    /// <summary>Sets a text in the row in hand.</summary>
    /// <param name="column">The column's position.</param>
    /// <param name="text">The text, in UTF-8.</param>
    public void SetText(int column, ReadOnlySpan<byte> text)
    {
        if (_dictionaries[column] is DictionaryBuffer dictionary)
            dictionary.Set(Rows, text);
        else
            _texts[column]!.Set(Rows, text);
        Size += text.Length + ValueBytes;
    }

    /// <summary>Sets a text in the row in hand, as it is kept (<see cref="KeptText"/>).</summary>
    internal void SetText(int column, in XmlText text)
    {
        if (_dictionaries[column] is not DictionaryBuffer dictionary)
        {
            SetText(column, KeptText.Of(text));
            return;
        }
        dictionary.Set(Rows, text);
        // By what is kept, not by what is written: how much of that is decoded when it comes is up to the reader, and must not decide where chunks end.
        Size += dictionary.Last.Length + ValueBytes;
    }

    /// <summary>Sets a number or flag in the row in hand.</summary>
    /// <param name="column">The column's position.</param>
    /// <param name="value">The number, 0 or 1, or the bits of a number in floating point.</param>
    public void SetNumber(int column, long value)
    {
        _numbers[column]!.Set(Rows, value);
        Size += ValueBytes;
    }

    /// <summary>The row in hand is complete.</summary>
    public virtual void EndRow()
    {
        Rows++;
        Size += _columns.Length * sizeof(int);
    }

    /// <summary>Hands over all complete rows, and forgets them.</summary>
    public virtual void WriteAll(IRowStore store)
    {
        Write(store, Rows);
        Size = 0;
    }

    /// <summary>A column of which few texts are distinct.</summary>
    internal DictionaryBuffer Dictionary(int column) => _dictionaries[column]!;

    /// <summary>A column of numbers or flags.</summary>
    internal NumberBuffer Numbers(int column) => _numbers[column]!;

    /// <summary>Whether a column holds texts.</summary>
    private protected bool HoldsTexts(int column) => _numbers[column] is null;

    /// <summary>Whether the row in hand has a value.</summary>
    internal bool Has(int column) => _columns[column].Has(Rows);

    /// <summary>A text of the row in hand; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Text(int column) =>
        !Has(column) ? default : _dictionaries[column] is DictionaryBuffer dictionary ? dictionary.Last : _texts[column]!.Last;

    /// <summary>Hands over the first rows, and forgets them.</summary>
    private protected void Write(IRowStore store, int rows)
    {
        if (rows == 0)
            return;
        _blocks.Clear();
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Write(_blocks, rows);
            _columns[i].RemoveFirst(rows);
            _columnEnds[i] = _blocks.Count;
        }
        Rows -= rows;
        store.Write(Schema, rows, _columnEnds, _blocks.Bytes);
    }

    /// <summary>Forgets the rows from this one on, and the one in hand.</summary>
    private protected void Truncate(int rows)
    {
        foreach (ColumnBuffer column in _columns)
            column.Truncate(rows);
        Rows = rows;
    }

    /// <summary>The texts of all rows stand.</summary>
    private protected void CommitTexts()
    {
        foreach (DictionaryBuffer? dictionary in _dictionaries)
            dictionary?.Commit();
    }

    /// <summary>Forgets the texts that do not stand; to be called when no row has one.</summary>
    private protected void RollbackTexts()
    {
        foreach (DictionaryBuffer? dictionary in _dictionaries)
            dictionary?.Rollback();
    }

    /// <summary>Forgets what no row is left of.</summary>
    private protected void Trim()
    {
        foreach (ColumnBuffer column in _columns)
            column.RemoveFirst(0);
    }

    private static ColumnBuffer Buffer(TableColumn column) =>
        column.Type != ColumnType.Text ? new NumberBuffer() : column.Repeats ? new DictionaryBuffer() : new TextBuffer();
}
