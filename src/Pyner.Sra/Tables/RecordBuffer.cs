using System.Globalization;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>Rows of records, of which those of the file in hand may have to be taken back.</summary>
internal sealed class RecordBuffer : TableBuffer
{
    private const int SubmissionColumn = 0; // of every table

    private readonly DictionaryBuffer _submissions;
    private readonly NumberBuffer? _positions; // in the file
    private int _committedRows;
    private long _committedSize;
    private int _completedRows; // those that have their submission and their position in the file

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="table">The table.</param>
    /// <param name="blocks">Memory for writing; shared by buffers of one thread.</param>
    public RecordBuffer(RecordTable table, BlockWriter blocks)
        : base(table, blocks)
    {
        Table = table;
        _submissions = Dictionary(SubmissionColumn);
        _positions = table.Parent is null ? Numbers(table.Column("position")) : null;
    }

    /// <summary>The table.</summary>
    public RecordTable Table { get; }

    /// <summary>Rows that the file in hand has had, handed over or not.</summary>
    public int FileRows { get; private set; }

    /// <summary>Sets a value in the row in hand; a text that is no such value leaves it without one.</summary>
    public void Set(int column, in XmlText text)
    {
        if (HoldsTexts(column))
            SetText(column, text);
        else if (Schema.Columns[column].Type == ColumnType.Real)
            SetReal(column, KeptText.Of(text));
        else if (long.TryParse(KeptText.Of(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            SetNumber(column, number);
    }

    /// <inheritdoc/>
    public override void EndRow()
    {
        base.EndRow();
        FileRows++;
    }

    /// <summary>Gives the rows of the file in hand what follows from their place in it.</summary>
    public void CompleteRows(ReadOnlySpan<byte> submission)
    {
        _submissions.SetRange(_completedRows, Rows, submission);
        _positions?.SetRange(_completedRows, Rows, FileRows - (Rows - _completedRows), 1);
        _completedRows = Rows;
    }

    /// <summary>All rows stand.</summary>
    public void Commit()
    {
        // Without a row there is no text: most files have none of most tables.
        if (Rows != _committedRows)
            CommitTexts();
        (_committedRows, _committedSize) = (Rows, Size);
        FileRows = 0;
    }

    /// <summary>Forgets the rows that do not stand, the one in hand included.</summary>
    public void Rollback()
    {
        Truncate(_committedRows);
        RollbackTexts();
        Size = _committedSize;
        _completedRows = Rows;
        FileRows = 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_committedRows, _committedSize) = (0, 0);
        Rollback();
        Trim();
    }

    /// <summary>Hands over the rows of files that stand, and forgets them.</summary>
    public void WriteCommitted(IRowStore store)
    {
        _completedRows -= _committedRows;
        Write(store, _committedRows);
        Size -= _committedSize;
        (_committedRows, _committedSize) = (0, 0);
    }

    /// <inheritdoc/>
    public override void WriteAll(IRowStore store)
    {
        _completedRows = 0;
        base.WriteAll(store);
        (_committedRows, _committedSize) = (0, 0);
    }

    private void SetReal(int column, ReadOnlySpan<byte> text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real))
            SetNumber(column, BitConverter.DoubleToInt64Bits(real));
    }
}
