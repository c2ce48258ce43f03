namespace Pyner.Sra.Tables;

/// <summary>A table with a row for each record of a kind.</summary>
public sealed class RecordTable : TableSchema
{
    /// <summary>Describes a table.</summary>
    /// <param name="index">Its position in <see cref="SraTables.All"/>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What a row is.</param>
    /// <param name="element">The element that is a record, below its parent's.</param>
    /// <param name="fileKind">The kind of file that the records stand in.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="parent">The table whose records hold this one's, or null.</param>
    internal RecordTable(
        int index, string name, string meaning, string element, SubmissionFileKind fileKind, TableColumn[] columns, RecordTable? parent = null)
        : base(name, meaning, columns)
    {
        Index = index;
        Element = element;
        FileKind = fileKind;
        Parent = parent;
    }

    /// <summary>Position in <see cref="SraTables.All"/>.</summary>
    public int Index { get; }

    /// <summary>The element that is a record, below its parent's where there is one.</summary>
    public string Element { get; }

    /// <summary>The kind of file that the records stand in.</summary>
    public SubmissionFileKind FileKind { get; }

    /// <summary>The table whose records hold this one's, or null.</summary>
    public RecordTable? Parent { get; }
}
