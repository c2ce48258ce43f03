using System.Globalization;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>
/// What a version of the schema has stays as it is: programs go by its number. Whoever changes a column raises <see cref="SraTables.SchemaVersion"/> and
/// writes a file for the new one beside the old ones.
/// </summary>
public sealed class SchemaVersionTests
{
    [Fact]
    public void The_columns_are_those_of_the_schemas_version()
    {
        string path = Path.Combine(
            RealDocuments.RepositoryRoot, "tests", "Pyner.Query.Tests", string.Create(CultureInfo.InvariantCulture, $"schema-{SraTables.SchemaVersion}.txt"));
        Assert.True(File.Exists(path), $"'{path}' should have the columns of this version");
        Assert.Equal(
            File.ReadAllLines(path),
            SraTables.All.Concat(CatalogTables.All).SelectMany(table => table.Columns.Select(column =>
                $"{table.Name}.{column.Name} {column.Type.ToString().ToLowerInvariant()}{(column.IsRequired ? ", never NULL" : "")}")));
    }
}
