using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pyner.Query.Sradb;

/// <summary>
/// Makes one SQLite database of a knowledge base's tables, with the tables, columns and full-text index of SRAdb's <c>SRAmetadb.sqlite</c>. Memory does not
/// grow with the knowledge base.
/// </summary>
public static class SradbExport
{
    private const string SchemaVersion = "1.0"; // of SRAdb's database

    /// <summary>Makes the database.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <param name="path">The database's file, which must not exist.</param>
    /// <param name="cancellation">Ends it; nothing is left then.</param>
    /// <exception cref="QueryException">The knowledge base has no tables, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void Write(string folder, string path, CancellationToken cancellation = default) =>
        Write(folder, path, null, cancellation);

    /// <summary>Makes the database.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <param name="path">The database's file, which must not exist.</param>
    /// <param name="begins">Called with the name of each table before it is filled; null for nobody to hear.</param>
    /// <param name="cancellation">Ends it; nothing is left then.</param>
    /// <exception cref="QueryException">The knowledge base has no tables, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void Write(string folder, string path, Action<string>? begins, CancellationToken cancellation)
    {
        using var tables = TableDatabase.Open(folder);
        using var file = new SqliteFile(path, cancellation);
        string built = tables.BuiltAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        byte[] updated = Encoding.UTF8.GetBytes(built);
        file.Execute(
            $"""
            CREATE TABLE metaInfo (name varchar(50), value varchar(50));
            INSERT INTO metaInfo VALUES ('schema version', '{SchemaVersion}'), ('creation timestamp', '{built}');
            """);
        foreach (SradbTable table in SradbSchema.All)
        {
            file.Execute(table.Definition);
            begins?.Invoke(table.Name);
            if (table == SradbSchema.Sample)
                CopySamples(folder, tables, file, updated, cancellation);
            else
                Copy(tables, file, table, updated, cancellation);
        }
        begins?.Invoke("sra");
        file.Execute(JoinedTable.Definition);
        file.Execute(JoinedTable.FullText);
        Describe(file, updated);
        file.Complete();
    }

    private static void Copy(TableDatabase tables, SqliteFile file, SradbTable table, byte[] updated, CancellationToken cancellation)
    {
        using QueryResult rows = tables.Query(table.Query(), cancellation);
        using RowInsertion insertion = file.Prepare(table.Insertion(SradbSchema.Updated));
        var value = new ArrayBufferWriter<byte>();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            int column = 0;
            for (; column < rows.Columns.Count; column++)
                Copy(rows, column, insertion, value);
            insertion.Set(column, updated);
            insertion.Insert();
        }
    }

    private static void CopySamples(string folder, TableDatabase tables, SqliteFile file, byte[] updated, CancellationToken cancellation)
    {
        SradbTable table = SradbSchema.Sample;
        int filled = table.Filled.Count();
        using QueryResult rows = tables.Query(table.Query("submission", "position"), cancellation);
        using var attributes = new SampleAttributeTexts(folder, cancellation);
        using RowInsertion insertion = file.Prepare(table.Insertion(SradbSchema.SampleAttribute, SradbSchema.Updated));
        var value = new ArrayBufferWriter<byte>();
        var position = new ArrayBufferWriter<byte>();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            for (int column = 0; column < filled; column++)
                Copy(rows, column, insertion, value);
            value.ResetWrittenCount();
            rows.WriteText(filled, value);
            position.ResetWrittenCount();
            rows.WriteText(filled + 1, position);
            insertion.Set(filled, attributes.Of(value.WrittenSpan, position.WrittenSpan));
            insertion.Set(filled + 1, updated);
            insertion.Insert();
        }
        if (!attributes.IsAtEnd)
            throw new QueryException("The tables samples and sample_attributes do not fit together. Build the knowledge base again with --tables.");
    }

    private static void Copy(QueryResult rows, int column, RowInsertion insertion, ArrayBufferWriter<byte> value)
    {
        value.ResetWrittenCount();
        rows.WriteText(column, value);
        insertion.Set(column, value.WrittenSpan);
    }

    /// <summary>Says of every column where it comes from, in the table that SRAdb has for that.</summary>
    private static void Describe(SqliteFile file, byte[] updated)
    {
        file.Execute(
            "CREATE TABLE col_desc (col_desc_ID INTEGER PRIMARY KEY, table_name TEXT, field_name TEXT, type TEXT, "
            + "description TEXT, value_list TEXT, sradb_updated TEXT)");
        using RowInsertion insertion = file.Prepare("INSERT INTO col_desc (table_name, field_name, type, description, sradb_updated) VALUES (?, ?, ?, ?, ?)");
        foreach (SradbTable table in SradbSchema.All)
        {
            foreach (SradbColumn column in table.Columns)
                Describe(table.Name, column.Name, column.Type, column.Meaning);
        }
        foreach ((string name, string? source) in JoinedTable.Columns)
            Describe("sra", name, JoinedTable.Type(name), source is null ? "Always NULL: it is not in the XML" : source);

        void Describe(params ReadOnlySpan<string> values)
        {
            for (int i = 0; i < values.Length; i++)
                insertion.Set(i, Encoding.UTF8.GetBytes(values[i]));
            insertion.Set(values.Length, updated);
            insertion.Insert();
        }
    }
}
