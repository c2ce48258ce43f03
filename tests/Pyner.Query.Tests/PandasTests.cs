using System.Diagnostics;
using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>The tables as a script reads them with pandas (<c>tests/clients/pandas</c>), a folder for each.</summary>
public sealed class PandasTests(SampleKnowledgeBase kb) : IClassFixture<SampleKnowledgeBase>
{
    /// <summary>The script's exit code where it can't be run here.</summary>
    private const int CannotRun = 77;

    [Fact]
    public void Pandas_reads_every_table_with_the_values_that_DuckDB_sees()
    {
        JsonElement[] described = Run(kb.Folder);
        TableSchema[] schemas = [.. SraTables.All.Concat(CatalogTables.All)];
        Assert.Equal(schemas.Select(schema => schema.Name).Order(), described.Select(table => table.GetProperty("table").GetString()).Order());
        using var tables = TableDatabase.Open(kb.Folder);
        foreach (JsonElement table in described)
        {
            TableSchema schema = schemas.Single(schema => schema.Name == table.GetProperty("table").GetString());
            Assert.Equal(tables.Rows($"SELECT count(*) FROM {schema.Name}"), [table.GetProperty("rows").GetRawText()]);
            Assert.Equal(schema.Columns.Select(column => column.Name), table.GetProperty("columns").EnumerateObject().Select(column => column.Name));
            foreach (TableColumn column in schema.Columns)
            {
                JsonElement seen = table.GetProperty("columns").GetProperty(column.Name);
                Assert.Equal(
                    tables.Rows(
                        $"SELECT count(*) - count({column.Name}), count(DISTINCT {column.Name}), "
                        + $"(SELECT {column.Name} FROM {schema.Name} WHERE {column.Name} IS NOT NULL LIMIT 1) FROM {schema.Name}"),
                    [$"{seen.GetProperty("nulls")}\t{seen.GetProperty("distinct")}\t{First(seen.GetProperty("first"), column.Type)}"]);
            }
        }
    }

    // Numbers are floating-point ones where some are missing: that is how pandas has it.
    private static string First(JsonElement value, ColumnType type) => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when type == ColumnType.Number => ((long)value.GetDouble()).ToString(System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => value.GetBoolean() ? "true" : "false",
    };

    /// <summary>Runs the script, which says one JSON object a line.</summary>
    private static JsonElement[] Run(string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script's launcher is one for a POSIX shell");
        string script = Path.Combine(RealDocuments.RepositoryRoot, "tests", "clients", "pandas", "run.sh");
        var run = ToolRun.Of(new ProcessStartInfo("sh", [script, folder]));
        Assert.SkipWhen(run.ExitCode == CannotRun, run.Error);
        Assert.True(run.ExitCode == 0, $"exit code {run.ExitCode}: {run.Error}\n{run.Output}");
        return [.. run.OutputLines.Select(line => JsonElement.Parse(line))];
    }
}
