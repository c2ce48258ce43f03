using System.Globalization;
using ParquetSharp;
using ParquetSharp.Schema;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Tables;

namespace Pyner.Parquet;

/// <summary>Tables as Parquet files: compressed with Zstandard, distinct values written once where few are to be expected.</summary>
public sealed class ParquetTableFormat : ITableFormat
{
    /// <summary>Key of the metadata that has the schema's version.</summary>
    public const string VersionKey = "pyner.schema_version";

    /// <summary>Key of the metadata that has the table's name.</summary>
    public const string TableKey = "pyner.table";

    // A row group ends with the chunk that makes it so large: readers work by row groups, and skip those that can't have what they look for.
    private const long GroupRows = 1_000_000;

    // The higher levels take several times as long and save a tenth.
    private const int CompressionLevel = 1;

    // Texts of a column that are written once in a row group; further ones are written for each row. Protocols are long.
    private const int DictionaryBytes = 4 << 20;

    // Values that are encoded between two looks at whether the page is full.
    private const int BatchRows = 16 << 10;

    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public void Write(string path, TableSchema schema, IReadOnlyList<ITableChunk> chunks)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(chunks);
        try
        {
            using GroupNode root = Root(schema);
            using WriterProperties properties = Properties(schema);
            using var file = new ParquetFileWriter(path, root, properties, new Dictionary<string, string>
            {
                [VersionKey] = SraTables.SchemaVersion.ToString(CultureInfo.InvariantCulture),
                [TableKey] = schema.Name,
            });
            var values = new ColumnValues();
            for (int first = 0; first < chunks.Count;)
            {
                long rows = 0;
                int end = first;
                while (end < chunks.Count && rows < GroupRows)
                    rows += chunks[end++].Rows;
                WriteGroup(file, schema, chunks, first, end, values);
                first = end;
            }
            file.Close();
        }
        catch (ParquetException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static void WriteGroup(
        ParquetFileWriter file, TableSchema schema, IReadOnlyList<ITableChunk> chunks, int first, int end, ColumnValues values)
    {
        using RowGroupWriter group = file.AppendRowGroup();
        for (int column = 0; column < schema.Columns.Count; column++)
        {
            using ColumnWriter writer = group.NextColumn();
            for (int chunk = first; chunk < end; chunk++)
                values.Copy(chunks[chunk], column, schema.Columns[column], writer);
        }
    }

    private static GroupNode Root(TableSchema schema)
    {
        var nodes = new List<PrimitiveNode>();
        try
        {
            foreach (TableColumn column in schema.Columns)
            {
                using LogicalType logical = column.Type == ColumnType.Text ? LogicalType.String() : LogicalType.None();
                nodes.Add(new PrimitiveNode(column.Name, column.IsRequired ? Repetition.Required : Repetition.Optional, logical, Physical(column.Type)));
            }
            return new GroupNode("schema", Repetition.Required, nodes);
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }
    }

    private static PhysicalType Physical(ColumnType type) => type switch
    {
        ColumnType.Text => PhysicalType.ByteArray,
        ColumnType.Number => PhysicalType.Int64,
        ColumnType.Real => PhysicalType.Double,
        _ => PhysicalType.Boolean,
    };

    private static WriterProperties Properties(TableSchema schema)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Version(ParquetVersion.PARQUET_2_6);
        builder.Compression(Compression.Zstd);
        builder.CompressionLevel(CompressionLevel);
        builder.WriteBatchSize(BatchRows);
        builder.SetSizeStatisticsLevel(SizeStatisticsLevel.None);
        builder.DictionaryPagesizeLimit(DictionaryBytes);
        builder.DisableDictionary();
        foreach (TableColumn column in schema.Columns)
        {
            // The least and the greatest of values in no order are those of nearly every row group, and take as long to find as the rest.
            if (!column.IsClustered)
                builder.DisableStatistics(column.Name);
            if (column.Repeats)
                builder.EnableDictionary(column.Name);
            else if (column.Type == ColumnType.Text)
                builder.Encoding(column.Name, Encoding.DeltaByteArray);
            else if (column.Type == ColumnType.Number)
                builder.Encoding(column.Name, Encoding.DeltaBinaryPacked);
        }
        return builder.Build();
    }
}
