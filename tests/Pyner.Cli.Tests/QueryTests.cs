using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class QueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QueryTests()
    {
        HandmadeSource.WriteTree(_folder["source"], 12);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--tables", "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_tab_separated_lines_under_a_head_line()
    {
        ToolRun run = Query("SELECT organism, count AS samples, NULL AS nothing FROM organisms");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["organism\tsamples\tnothing", "Homo sapiens\t8\tNULL", "Oryza sativa\t4\tNULL"], run.OutputLines);
    }

    [Fact]
    public void Csv_quotes_what_it_must_and_tells_an_empty_text_from_none()
    {
        ToolRun run = Query("SELECT 'a,\"b\"' || chr(10) || 'c' AS \"x,y\", '' AS empty, NULL AS nothing, 1.5 AS n", "--csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("\"x,y\",empty,nothing,n\n\"a,\"\"b\"\"\nc\",\"\",,1.5\n", run.Output);
    }

    [Fact]
    public void Json_has_an_object_for_each_row_with_values_of_their_type()
    {
        ToolRun run = Query("SELECT accession, position, counted, title, [1, 2] AS list, accession FROM samples LIMIT 2", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement[] rows = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["SRS000001", "SRS000002"], rows.Select(row => row.GetProperty("accession").GetString()));
        Assert.Equal(["accession", "position", "counted", "title", "list", "accession_2"], rows[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True, JsonValueKind.Null, JsonValueKind.Array, JsonValueKind.String],
            rows[0].EnumerateObject().Select(member => member.Value.ValueKind));
    }

    [Fact]
    public void Top_shows_the_first_rows_and_says_that_there_are_more()
    {
        ToolRun run = Query("SELECT accession FROM runs ORDER BY 1", "--top", "2");
        Assert.Equal(["accession", "SRR000001", "SRR000002"], run.OutputLines);
        Assert.Equal("the first 2 rows; there are more (--top 0 shows all)\n", run.Error);
        Assert.Empty(Query("SELECT accession FROM runs", "--top", "12").Error);
    }

    [Fact]
    public void A_temporary_folder_that_is_not_there_is_named()
    {
        ToolRun run = Tool.Run(new Dictionary<string, string> { ["TMPDIR"] = _folder["nowhere"] }, "query", _folder["kb"], "SELECT 1");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(_folder["nowhere"], run.Error, StringComparison.Ordinal);
        Assert.Contains("there is no such folder. Name another place with TMPDIR.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_may_come_from_stdin()
    {
        using System.Diagnostics.Process process = Tool.Start(new Dictionary<string, string>(), "query", _folder["kb"], "-");
        process.StandardInput.Write("SELECT count(*) AS n\nFROM runs;\n");
        Assert.Equal(["n", "12"], ToolRun.EndOf(process).OutputLines);
    }

    [Fact]
    public void What_a_value_holds_can_t_reach_the_terminal_or_break_a_line()
    {
        ToolRun run = Query("SELECT chr(155) || '31m' || chr(27) || 'x' || chr(9) || chr(8238) || chr(10) || 'y' AS value");
        Assert.Equal(2, run.OutputLines.Length);
        Assert.DoesNotMatch(@"[\u001b\u009b\u202e\t]", run.Output);
    }

    [Theory]
    [InlineData("SELECT * FRO samples", "syntax error")]
    [InlineData("SELECT nope FROM samples", "nope")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')", "Permission Error")]
    [InlineData("COPY samples TO '/tmp/pyner-must-not-exist.csv'", "Permission Error")]
    [InlineData("DROP VIEW samples", "Only statements that read")]
    public void What_is_wrong_with_a_statement_is_one_line_on_stderr(string sql, string words)
    {
        ToolRun run = Query(sql);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(File.Exists("/tmp/pyner-must-not-exist.csv"));
    }

    [Fact]
    public void A_knowledge_base_without_tables_is_told_how_to_get_them()
    {
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["plain"], "--quiet").ExitCode);
        foreach (string[] command in new string[][] { ["query", _folder["plain"], "SELECT 1"], ["export", _folder["plain"], "--sqlite", _folder["a.sqlite"]] })
        {
            ToolRun run = Tool.Run(command);
            Assert.Equal(2, run.ExitCode);
            Assert.Matches("^pyner: error: '.*' has no tables\\. Build the knowledge base with --tables", run.Error);
        }
        Assert.False(File.Exists(_folder["a.sqlite"]));
    }

    [Fact]
    public void A_job_that_is_not_finished_is_told_from_a_knowledge_base_without_tables_and_from_none()
    {
        File.Delete(_folder["kb/knowledge_base.json"]);
        Directory.Delete(_folder["kb/tables"], recursive: true);
        foreach ((string folder, string words) in new[] { ("kb", "the job in '.*' is not finished, .* --resume"), ("source", "'.*' is no knowledge base: it holds no knowledge_base\\.json") })
        {
            string path = _folder[folder];
            foreach (string[] command in new string[][]
            {
                ["query", path, "SELECT 1"], ["export", path, "--sqlite", _folder["a.sqlite"]], ["inspect", path, "organisms"], ["report", path], ["verify", path, _folder["source"]],
            })
            {
                ToolRun run = Tool.Run(command);
                Assert.Equal((2, ""), (run.ExitCode, run.Output));
                Assert.Matches("^pyner: error: " + words, run.Error);
            }
        }
    }

    [Theory]
    [InlineData("SELECT 1,\n  2\nFROM\n  nowhere", "(line 4)")]
    [InlineData("SELECT 1,\n  FRM x y", "(line 2)")]
    [InlineData("SELECT nope\nFROM samples", "(line 1)")]
    [InlineData("SELECT nope FROM samples\n", "")]
    public void Of_several_lines_the_one_at_fault_is_told(string sql, string where)
    {
        ToolRun run = Query(sql);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(where.Length > 0, run.Error.TrimEnd().EndsWith(where, StringComparison.Ordinal) && run.Error.Contains("(line ", StringComparison.Ordinal));
    }

    [Fact]
    public void Tables_of_another_schema_version_are_refused_with_what_to_do()
    {
        string description = _folder["kb/tables/tables.json"];
        string text = File.ReadAllText(description);
        Assert.Contains("\"schema_version\": 2,", text, StringComparison.Ordinal);
        File.WriteAllText(description, text.Replace("\"schema_version\": 2,", "\"schema_version\": 3,", StringComparison.Ordinal));
        foreach (string[] command in new string[][] { ["query", _folder["kb"], "SELECT 1"], ["export", _folder["kb"], "--sqlite", _folder["a.sqlite"]] })
        {
            ToolRun run = Tool.Run(command);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Matches(
                "^pyner: error: The tables in '.*' have schema version 3; this pyner reads version 2\\. "
                + "Build the knowledge base again with --tables, or use the pyner that built it\\.\n$",
                run.Error);
        }
        Assert.False(File.Exists(_folder["a.sqlite"]));
    }

    [Fact]
    public void Json_and_csv_exclude_each_other()
    {
        ToolRun run = Query("SELECT 1", "--json", "--csv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--json and --csv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_says_where_it_is_and_replaces_nothing()
    {
        ToolRun run = Tool.Run("export", _folder["kb"], "--sqlite", _folder["out.sqlite"]);
        // Where it takes long, stderr says what it is at.
        Assert.Equal((0, _folder["out.sqlite"] + "\n"), (run.ExitCode, run.Output));
        byte[] before = File.ReadAllBytes(_folder["out.sqlite"]);
        ToolRun again = Tool.Run("export", _folder["kb"], "--sqlite", _folder["out.sqlite"]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists. Remove it, or choose another name.", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["out.sqlite"]));
    }

    [Fact]
    public void Tables_belong_to_what_a_job_is_resumed_with()
    {
        HandmadeSource.WriteTarGz(_folder["cut.tar.gz"], 40);
        byte[] whole = File.ReadAllBytes(_folder["cut.tar.gz"]);
        File.WriteAllBytes(_folder["cut.tar.gz"], whole[..(whole.Length / 2)]);
        Assert.Equal(2, Tool.Run("build", _folder["cut.tar.gz"], "--out", _folder["cut"], "--tables", "--batch-size", "3", "--checkpoint-every", "3").ExitCode);
        File.WriteAllBytes(_folder["cut.tar.gz"], whole);
        ToolRun without = Tool.Run("build", _folder["cut.tar.gz"], "--out", _folder["cut"], "--batch-size", "3", "--resume");
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("--tables", without.Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("build", _folder["cut.tar.gz"], "--out", _folder["cut"], "--tables", "--batch-size", "3", "--resume").ExitCode);
        Assert.Equal(["n", "40"], Tool.Run("query", _folder["cut"], "SELECT count(*) AS n FROM runs").OutputLines);
    }

    private ToolRun Query(string sql, params string[] more) => Tool.Run(["query", _folder["kb"], sql, .. more]);
}
