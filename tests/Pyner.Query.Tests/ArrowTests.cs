using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ParquetSharp;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;
using Xunit;
using ArrowReader = ParquetSharp.Arrow.FileReader;

namespace Pyner.Query.Tests;

/// <summary>The files as Apache Arrow reads them, and with it everything that is built on Arrow.</summary>
public sealed class ArrowTests(SampleKnowledgeBase kb) : IClassFixture<SampleKnowledgeBase>
{
    public static TheoryData<string> Tables => [.. SraTables.All.Concat(CatalogTables.All).Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Arrow_reads_the_same_values_as_DuckDB(string name)
    {
        TableSchema schema = SraTables.All.Concat(CatalogTables.All).Single(table => table.Name == name);
        string file = Path.Combine(kb.Folder, "tables", name, "part-00000.parquet");
        using var reader = new ArrowReader(file);
        Assert.Equal(
            schema.Columns.Select(column => (column.Name, Type(column.Type), !column.IsRequired)),
            reader.Schema.FieldsList.Select(field => (field.Name, field.DataType.TypeId, field.IsNullable)));
        var rows = new List<string>();
        using (IArrowArrayStream batches = reader.GetRecordBatchReader())
        {
            while (await batches.ReadNextRecordBatchAsync(TestContext.Current.CancellationToken) is RecordBatch batch)
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => string.Join('\t', batch.Arrays.Select(array => Text(array, row)))));
        }
        using var tables = TableDatabase.Open(kb.Folder);
        Assert.Equal(tables.Rows($"FROM {name}"), rows);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_schemas_version_is_in_the_files_metadata(string name)
    {
        using var reader = new ParquetFileReader(Path.Combine(kb.Folder, "tables", name, "part-00000.parquet"));
        IReadOnlyDictionary<string, string> metadata = reader.FileMetaData.KeyValueMetadata;
        Assert.Equal(("2", name), (metadata["pyner.schema_version"], metadata["pyner.table"]));
    }

    private static ArrowTypeId Type(ColumnType type) => type switch
    {
        ColumnType.Text => ArrowTypeId.String,
        ColumnType.Number => ArrowTypeId.Int64,
        ColumnType.Real => ArrowTypeId.Double,
        _ => ArrowTypeId.Boolean,
    };

    private static string Text(IArrowArray array, int row) => array.IsNull(row) ? "NULL" : array switch
    {
        StringArray texts => texts.GetString(row),
        Int64Array numbers => numbers.GetValue(row)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        DoubleArray reals => reals.GetValue(row)!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BooleanArray flags => flags.GetValue(row)!.Value ? "true" : "false",
        _ => throw new NotSupportedException(array.GetType().Name),
    };
}
