namespace Pyner.Sra.Tables;

/// <summary>Says of a record whether the catalogs count it.</summary>
internal sealed class CountedFlag
{
    private readonly int _column;
    private readonly int[] _needs; // columns that must not be empty

    private CountedFlag(RecordTable table, params string[] needs)
    {
        _column = table.Column("counted");
        _needs = [.. needs.Select(table.Column)];
    }

    /// <summary>The flag of a table; null where it has none.</summary>
    public static CountedFlag? Of(RecordTable table) =>
        table == SraTables.Experiments ? new CountedFlag(table, "accession", "title", "library_strategy")
        : table == SraTables.Samples ? new CountedFlag(table, "scientific_name")
        : null;

    /// <summary>Sets the flag of the row in hand.</summary>
    public void Set(RecordBuffer record) => record.SetNumber(_column, HasAll(record) ? 1 : 0);

    private bool HasAll(RecordBuffer record)
    {
        foreach (int column in _needs)
        {
            if (record.Text(column).IsEmpty)
                return false;
        }
        return true;
    }
}
