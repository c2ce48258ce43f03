using System.Text.RegularExpressions;
using Xunit;

namespace Pyner.Query.Tests;

public sealed class QueryErrorTests(SampleKnowledgeBase kb) : IClassFixture<SampleKnowledgeBase>
{
    [Theory]
    [InlineData("SELECT * FRO samples", "syntax error")]
    [InlineData("SELECT nope FROM samples", "\"nope\" not found")]
    [InlineData("SELECT * FROM nothing", "nothing")]
    [InlineData("SELECT 'a'::INTEGER", "Conversion Error")]
    [InlineData("", "empty")]
    [InlineData("-- nothing", "empty")]
    [InlineData("SELECT 1; SELECT 2", "2 statements")]
    [InlineData("PIVOT runs ON platform USING count(*)", "A PIVOT is one where it names its values: PIVOT runs ON platform IN (")]
    [InlineData("SELECT ?", "parameters")]
    [InlineData("SELECT INTERVAL 1 DAY", "CAST")]
    [InlineData("SELECT DATE '0044-03-15 (BC)'", "9999")]
    public void What_is_wrong_with_a_statement_is_said_on_one_line(string sql, string words)
    {
        using var tables = TableDatabase.Open(kb.Folder);
        QueryException e = Assert.Throws<QueryException>(() => tables.Rows(sql));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LINE 1", e.Message, StringComparison.Ordinal);
        // And the next one is answered.
        Assert.Equal(["1"], tables.Rows("SELECT 1"));
    }

    [Theory]
    [InlineData("CREATE TABLE t AS SELECT 1")]
    [InlineData("DROP VIEW samples")]
    [InlineData("INSERT INTO samples SELECT * FROM samples")]
    [InlineData("COPY (SELECT 1) TO '{tables}/samples/part-00000.parquet'")]
    [InlineData("COPY samples TO '{folder}/copied.csv'")]
    [InlineData("EXPLAIN ANALYZE COPY (SELECT 1) TO '{tables}/samples/part-00000.parquet'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_paths = ['/etc/passwd']")]
    [InlineData("RESET lock_configuration")]
    [InlineData("PRAGMA enable_logging")]
    [InlineData("ATTACH '{folder}/a.db'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("CALL pragma_version()")]
    [InlineData("EXPORT DATABASE '{folder}/exported'")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM read_csv('{folder}/job.json')")]
    [InlineData("SELECT * FROM '{folder}/job.json'")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM read_parquet('{tables}/samples/*.parquet')")]
    [InlineData("SELECT * FROM read_parquet('https://example.org/a.parquet')")]
    [InlineData("SELECT * FROM query('COPY samples TO ''{folder}/copied.csv''')")]
    [InlineData("SELECT getenv('HOME')")]
    public void A_statement_reaches_nothing_but_the_tables_and_changes_nothing(string sql)
    {
        string copy = kb.Copy();
        string before = State(copy);
        using (var tables = TableDatabase.Open(copy))
        {
            string statement = sql.Replace("{folder}", copy, StringComparison.Ordinal)
                .Replace("{tables}", Path.Combine(copy, "tables"), StringComparison.Ordinal);
            QueryException e = Assert.Throws<QueryException>(() => tables.Rows(statement));
            Assert.Matches(
                "(?i)only statements that read|permission|disabled|locked|does not exist|expected a single select|not found|is not an table",
                e.Message);
            Assert.Equal(["77"], tables.Rows("SELECT count(*) FROM samples"));
        }
        Assert.Equal(before, State(copy));
    }

    [Fact]
    public void A_knowledge_base_without_tables_says_how_to_get_them()
    {
        string copy = kb.Copy();
        Directory.Delete(Path.Combine(copy, "tables"), recursive: true);
        QueryException e = Assert.Throws<QueryException>(() => TableDatabase.Open(copy));
        Assert.Contains("has no tables", e.Message, StringComparison.Ordinal);
        Assert.Contains("--tables", e.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<QueryException>(() => TableDatabase.Open(copy + "-nowhere")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".", "tables")]
    [InlineData("tables", "samples")]
    public void What_can_t_be_reached_is_not_taken_for_missing(string parent, string name)
    {
        string copy = kb.Copy();
        string folder = Path.Combine(copy, parent, name);
        Directory.Delete(folder, recursive: true);
        File.CreateSymbolicLink(folder, name); // to itself
        Assert.Contains("can't be reached", Assert.Throws<QueryException>(() => TableDatabase.Open(copy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_entered_is_not_taken_for_one_without_tables()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "this user may enter every folder");
        if (OperatingSystem.IsWindows())
            return;
        string copy = kb.Copy();
        File.SetUnixFileMode(copy, UnixFileMode.None);
        try
        {
            Assert.Contains("denied", Assert.Throws<QueryException>(() => TableDatabase.Open(copy)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Tables_of_another_schema_version_are_refused()
    {
        string copy = kb.Copy();
        string description = Path.Combine(copy, "tables", "tables.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"schema_version\": 2", "\"schema_version\": 3", StringComparison.Ordinal));
        QueryException e = Assert.Throws<QueryException>(() => TableDatabase.Open(copy));
        Assert.Matches(new Regex("have schema version 3; this pyner reads version 2"), e.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_of_another_schema_version_is_refused(int number)
    {
        string copy = kb.Copy();
        string folder = Path.Combine(copy, "tables", "runs");
        for (int i = 1; i < 3; i++)
            File.Copy(Path.Combine(folder, "part-00000.parquet"), Path.Combine(folder, $"part-0000{i}.parquet"));
        string description = Path.Combine(copy, "tables", "tables.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"runs\": 1", "\"runs\": 3", StringComparison.Ordinal));
        using (var tables = TableDatabase.Open(copy))
            Assert.Equal(["381"], tables.Rows("SELECT count(*) FROM runs"));
        string file = Path.Combine(folder, $"part-0000{number}.parquet");
        // The version stands in the file's metadata, as text of one digit behind its key.
        byte[] bytes = File.ReadAllBytes(file);
        int key = bytes.AsSpan().LastIndexOf("pyner.schema_version"u8);
        int digit = key + bytes.AsSpan(key).IndexOf((byte)'2');
        bytes[digit] = (byte)'3';
        File.WriteAllBytes(file, bytes);
        QueryException e = Assert.Throws<QueryException>(() => TableDatabase.Open(copy));
        Assert.Contains("runs have schema version 3", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("99999999999")]
    public void A_number_of_files_that_can_t_be_is_named(string number)
    {
        string copy = kb.Copy();
        string description = Path.Combine(copy, "tables", "tables.json");
        File.WriteAllText(description, File.ReadAllText(description).Replace("\"samples\": 1", "\"samples\": " + number, StringComparison.Ordinal));
        QueryException e = Assert.Throws<QueryException>(() => TableDatabase.Open(copy));
        Assert.Contains($"'tables.json' says of the table samples that it has {number} files", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs/part-00000.parquet", "missing")]
    [InlineData("tables.json", "no tables")]
    public void A_file_that_is_gone_is_named(string name, string words)
    {
        string copy = kb.Copy();
        File.Delete(Path.Combine(copy, "tables", name));
        Assert.Contains(words, Assert.Throws<QueryException>(() => TableDatabase.Open(copy)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tables.json", "[]")]
    [InlineData("tables.json", "{")]
    [InlineData("tables.json", "{\"schema_version\": 2, \"job\": \"x\", \"files\": {}}")]
    [InlineData("samples/part-00000.parquet", "no Parquet at all")]
    public void A_file_that_is_spoilt_is_named(string name, string content)
    {
        string copy = kb.Copy();
        File.WriteAllText(Path.Combine(copy, "tables", name), content);
        QueryException e = Assert.Throws<QueryException>(() => TableDatabase.Open(copy));
        Assert.Contains(name.Split('/')[0].Replace(".json", "", StringComparison.Ordinal), e.Message, StringComparison.Ordinal);
    }

    private static string State(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}" : path));
}
