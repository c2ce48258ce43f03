namespace Pyner.Query.Sradb;

/// <summary>A table of records as SRAdb has it: a row for each accession.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">The record table that its rows come from.</param>
/// <param name="Columns">Its columns, in SRAdb's order; the first numbers the rows.</param>
internal sealed record SradbTable(string Name, string Source, IReadOnlyList<SradbColumn> Columns)
{
    /// <summary>The column that tells the records apart, and by which the others refer to them.</summary>
    public string Key => Name + "_accession";

    /// <summary>The columns that are filled from the record table.</summary>
    public IEnumerable<SradbColumn> Filled => Columns.Where(column => column.Value is not null);

    /// <summary>What makes the table, and the index by which a second record of one accession is left out.</summary>
    public string Definition =>
        $"""
        CREATE TABLE {Name} ({Columns[0].Name} INTEGER PRIMARY KEY, {string.Join(", ", Columns.Skip(1).Select(column => $"{column.Name} {column.Type}"))});
        CREATE UNIQUE INDEX {Name}_acc_idx ON {Name} ({Key});
        """;

    /// <summary>Asks the record table for the rows, in the order of the source.</summary>
    /// <param name="more">Further columns of the record table.</param>
    public string Query(params string[] more) => $"SELECT {string.Join(", ", [.. Filled.Select(column => column.Value), .. more])} FROM {Source}";

    /// <summary>Takes a row of <see cref="Query"/>, and what else is given for it.</summary>
    /// <param name="more">Names of further columns of this one.</param>
    public string Insertion(params string[] more)
    {
        string[] names = [.. Filled.Select(column => column.Name), .. more];
        return $"INSERT OR IGNORE INTO {Name} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(_ => "?"))})";
    }
}
