using System.Text;
using System.Text.Json;
using Xunit;

namespace Pyner.Query.Tests;

public sealed class QueryTests(SampleKnowledgeBase kb) : IClassFixture<SampleKnowledgeBase>
{
    [Fact]
    public void Tables_are_asked_by_their_names()
    {
        using var tables = TableDatabase.Open(kb.Folder);
        Assert.Equal(["Mus musculus\t10\t2", "Homo sapiens\t9\t4"], tables.Rows("SELECT * FROM organisms LIMIT 2"));
        Assert.Equal(
            ["75"],
            tables.Rows(
                "SELECT count(*) FROM samples JOIN sample_attributes a ON a.submission = samples.submission "
                + "AND a.sample_position = samples.position WHERE a.position = 0"));
        Assert.Equal(16, tables.Rows("SHOW TABLES").Count);
        Assert.Contains("taxon_id\tBIGINT", tables.Rows("SELECT column_name, column_type FROM (DESCRIBE samples)"));
        Assert.Empty(tables.Rows("FROM samples WHERE accession = 'none'"));
    }

    [Theory]
    [InlineData("platform=ILLUMINA/submission=7")]
    [InlineData("date=2026-01-01")]
    [InlineData("kb[1]")]
    [InlineData("k?")]
    [InlineData("k*")]
    [InlineData("it's")]
    public void The_folders_name_says_nothing_about_its_tables(string name)
    {
        using var folder = new TemporaryFolder();
        foreach (string other in new[] { "kb1", "kx", name })
            kb.CopyTo(folder[other]);
        using var tables = TableDatabase.Open(folder[name]);
        using var usual = TableDatabase.Open(kb.Folder);
        foreach (Sra.Tables.TableSchema schema in Sra.Tables.SraTables.All.Concat(KnowledgeBase.Publishing.CatalogTables.All))
            Assert.Equal(usual.Rows($"SELECT * FROM {schema.Name} ORDER BY ALL"), tables.Rows($"SELECT * FROM {schema.Name} ORDER BY ALL"));
    }

    [Fact]
    public void The_columns_are_those_of_the_schema()
    {
        using var tables = TableDatabase.Open(kb.Folder);
        foreach (Sra.Tables.TableSchema schema in Sra.Tables.SraTables.All.Concat(KnowledgeBase.Publishing.CatalogTables.All))
        {
            Assert.Equal(
                schema.Columns.Select(column => $"{column.Name}\t{column.Type switch
                {
                    Sra.Tables.ColumnType.Text => "VARCHAR",
                    Sra.Tables.ColumnType.Number => "BIGINT",
                    Sra.Tables.ColumnType.Real => "DOUBLE",
                    _ => "BOOLEAN",
                }}"),
                tables.Rows($"SELECT column_name, column_type FROM (DESCRIBE {schema.Name})"));
        }
    }

    [Theory]
    [InlineData("7::TINYINT", "7", "7")]
    [InlineData("(-7)::BIGINT", "-7", "-7")]
    [InlineData("255::UTINYINT", "255", "255")]
    [InlineData("18446744073709551615::UBIGINT", "18446744073709551615", "18446744073709551615")]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727")]
    [InlineData("1.5::DOUBLE", "1.5", "1.5")]
    [InlineData("'nan'::DOUBLE", "NaN", "\"NaN\"")]
    [InlineData("'-inf'::FLOAT", "-Infinity", "\"-Infinity\"")]
    [InlineData("1.25::DECIMAL(4, 2)", "1.25", "1.25")]
    [InlineData("-0.05::DECIMAL(9, 2)", "-0.05", "-0.05")]
    [InlineData("12345678901234567890.5::DECIMAL(30, 1)", "12345678901234567890.5", "12345678901234567890.5")]
    [InlineData("true", "true", "true")]
    [InlineData("'a\"b\\ é 😀'", "a\"b\\ é 😀", "\"a\\\"b\\\\ é 😀\"")]
    [InlineData("''", "", "\"\"")]
    [InlineData("DATE '1899-12-31'", "1899-12-31", "\"1899-12-31\"")]
    [InlineData("TIME '01:02:03.05'", "01:02:03.05", "\"01:02:03.05\"")]
    [InlineData("TIMESTAMP '1969-12-31 23:59:59.5'", "1969-12-31 23:59:59.5", "\"1969-12-31 23:59:59.5\"")]
    [InlineData("TIMESTAMPTZ '2020-01-01 00:00:00+02'", "2019-12-31 22:00:00+00", "\"2019-12-31 22:00:00+00\"")]
    [InlineData("'00000000-0000-0000-0000-00000000000f'::UUID", "00000000-0000-0000-0000-00000000000f", "\"00000000-0000-0000-0000-00000000000f\"")]
    [InlineData("'f0000000-0000-0000-0000-00000000000f'::UUID", "f0000000-0000-0000-0000-00000000000f", "\"f0000000-0000-0000-0000-00000000000f\"")]
    [InlineData("'b'::ENUM('a', 'b')", "b", "\"b\"")]
    [InlineData("[1, NULL, 3]", "[1,null,3]", "[1,null,3]")]
    [InlineData("[[], ['x']]", "[[],[\"x\"]]", "[[],[\"x\"]]")]
    [InlineData("[1, 2]::INTEGER[2]", "[1,2]", "[1,2]")]
    [InlineData("{'a': 1, 'b': [{'c': NULL}]}", "{\"a\":1,\"b\":[{\"c\":null}]}", "{\"a\":1,\"b\":[{\"c\":null}]}")]
    [InlineData("MAP {'k': 1}", "[{\"key\":\"k\",\"value\":1}]", "[{\"key\":\"k\",\"value\":1}]")]
    [InlineData("'{\"x\": 1}'::JSON", "{\"x\": 1}", "\"{\\\"x\\\": 1}\"")]
    [InlineData("NULL", "NULL", "null")]
    [InlineData("NULL::INTEGER", "NULL", "null")]
    public void Values_of_every_usual_type_are_written(string expression, string text, string json)
    {
        using var tables = TableDatabase.Open(kb.Folder);
        Assert.Equal([text], tables.Rows($"SELECT {expression}"));
        using QueryResult result = tables.Query($"SELECT {expression}", TestContext.Current.CancellationToken);
        Assert.True(result.Read());
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            result.WriteJson(0, writer);
        // The encoder writes what lies beyond the basic plane as it pleases.
        Assert.Equal(json, Encoding.UTF8.GetString(output.ToArray()).Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_rows_come_one_after_the_other()
    {
        using var tables = TableDatabase.Open(kb.Folder);
        using QueryResult result = tables.Query(
            "SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'text number ' || i END FROM range(100000) r(i)", TestContext.Current.CancellationToken);
        var value = new System.Buffers.ArrayBufferWriter<byte>();
        for (int i = 0; i < 100_000; i++)
        {
            Assert.True(result.Read());
            value.ResetWrittenCount();
            result.WriteText(1, value);
            Assert.Equal(i % 3 == 0 ? "" : $"text number {i}", Encoding.UTF8.GetString(value.WrittenSpan));
        }
        Assert.False(result.Read());
        Assert.False(result.Read());
    }

    [Fact]
    public void What_does_not_fit_in_memory_goes_to_disk()
    {
        const int Rows = 2_000_000; // a hash of 32 characters each: twice what may be in memory
        using var tables = TableDatabase.Open(kb.Folder, "SET memory_limit = '48MB'; SET threads = 2");
        Assert.Empty(Directory.EnumerateFiles(tables.TemporaryFolder));
        using (QueryResult result = tables.Query(
            $"SELECT md5(i::VARCHAR) AS hash FROM range({Rows}) r(i) ORDER BY hash", TestContext.Current.CancellationToken))
        {
            Assert.True(result.Read());
            Assert.NotEmpty(Directory.EnumerateFiles(tables.TemporaryFolder));
            var former = new System.Buffers.ArrayBufferWriter<byte>();
            var value = new System.Buffers.ArrayBufferWriter<byte>();
            int rows = 0;
            do
            {
                value.ResetWrittenCount();
                result.WriteText(0, value);
                Assert.True(former.WrittenSpan.SequenceCompareTo(value.WrittenSpan) < 0);
                (former, value) = (value, former);
                rows++;
            }
            while (result.Read());
            Assert.Equal(Rows, rows);
        }
    }

    [Fact]
    public void What_would_take_too_much_of_the_disk_ends_and_says_what_to_do()
    {
        using (var tables = TableDatabase.Open(kb.Folder))
            Assert.Matches("^[0-9.]+ .iB$", Assert.Single(tables.Rows("SELECT current_setting('max_temp_directory_size')")));
        using var small = TableDatabase.Open(kb.Folder, "SET memory_limit = '48MB'; SET threads = 2; SET max_temp_directory_size = '4MiB'");
        QueryException e = Assert.Throws<QueryException>(() => small.Rows("SELECT md5(i::VARCHAR) AS hash FROM range(2000000) r(i) ORDER BY hash"));
        Assert.StartsWith("It takes more temporary space than", e.Message, StringComparison.Ordinal);
    }

    // Before the statement, when it has hardly begun, and in the midst of it.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(200)]
    public async Task A_statement_can_be_interrupted_at_any_time(int milliseconds)
    {
        using var tables = TableDatabase.Open(kb.Folder);
        using var stop = new CancellationTokenSource(milliseconds);
        var asked = Task.Run(() => tables.Query("SELECT count(*) FROM range(10000000) a(i), range(10000000) b(j) WHERE i * j % 7 = 3", stop.Token).Read());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Equal(["1"], tables.Rows("SELECT 1"));
    }

    [Fact]
    public void A_statement_is_not_begun_once_the_token_is_cancelled()
    {
        using var tables = TableDatabase.Open(kb.Folder);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => tables.Query("SELECT 1", stop.Token));
        // What was cancelled is over: the next statement is answered.
        Assert.Equal(["1"], tables.Rows("SELECT 1"));
    }
}
