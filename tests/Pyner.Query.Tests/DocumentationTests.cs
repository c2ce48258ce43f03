using System.Globalization;
using System.Text;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Query.Sradb;
using Pyner.Sra.Tables;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>docs/tables.md says of every column what the code has: a section of it for each table.</summary>
public sealed class DocumentationTests
{
    private static readonly string s_documentation = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "tables.md"));

    public static TheoryData<string> Tables => [.. SraTables.All.Concat(CatalogTables.All).Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_is_described(string name)
    {
        string section = Section(SraTables.All.Concat(CatalogTables.All).Single(table => table.Name == name));
        Assert.True(s_documentation.Contains(section, StringComparison.Ordinal), $"docs/tables.md should have:\n{section}");
    }

    [Fact]
    public void The_schemas_version_is_named() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"schema version **{SraTables.SchemaVersion}**"), s_documentation, StringComparison.Ordinal);

    [Fact]
    public void What_the_export_leaves_empty_is_named() => Assert.All(
        SradbSchema.All.SelectMany(table => table.Columns)
            .Where(column => column.Meaning.StartsWith("Always NULL", StringComparison.Ordinal))
            .Select(column => column.Name)
            .Concat(JoinedTable.Columns.Where(column => column.Source is null).Select(column => column.Name)),
        name => Assert.Contains($"`{name}`", s_documentation[s_documentation.IndexOf("## SQLite", StringComparison.Ordinal)..], StringComparison.Ordinal));

    private static string Section(TableSchema table)
    {
        var text = new StringBuilder($"### {table.Name}\n\n{table.Meaning}.\n\n| column | type | from | meaning |\n|---|---|---|---|\n");
        foreach (TableColumn column in table.Columns)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| `{column.Name}` | {column.Type.ToString().ToLowerInvariant()}{(column.IsRequired ? ", never NULL" : "")} | "
                + $"{Source(column.Source)} | {column.Meaning} |\n");
        }
        return text.ToString();
    }

    private static string Source(ColumnSource source) => source.Kind switch
    {
        ColumnSourceKind.Place => $"`{source.Paths[0]}`",
        ColumnSourceKind.BioProject or ColumnSourceKind.BioSample => $"identifiers in `{source.Paths[0]}`",
        ColumnSourceKind.List =>
            $"list of {string.Join(", ", source.Paths.Select(path => $"`{path}`"))}: {string.Join(", ", source.Members.Select(member => $"`{member.Name}`"))}",
        _ => source.Words,
    };
}
