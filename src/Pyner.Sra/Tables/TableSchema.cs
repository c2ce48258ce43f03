namespace Pyner.Sra.Tables;

/// <summary>A table: its name and its columns.</summary>
public class TableSchema
{
    /// <summary>Describes a table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="meaning">What a row is, in a sentence, for people.</param>
    /// <param name="columns">Its columns.</param>
    public TableSchema(string name, string meaning, IReadOnlyList<TableColumn> columns)
    {
        Name = name;
        Meaning = meaning;
        Columns = columns;
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>What a row is, in a sentence, for people.</summary>
    public string Meaning { get; }

    /// <summary>The columns, in the order in which they are written.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The position of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int Column(string name)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
                return i;
        }
        throw new ArgumentException($"table {Name} has no column '{name}'", nameof(name));
    }
}
