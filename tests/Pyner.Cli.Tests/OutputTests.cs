using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>What commands do whose answer nobody reads, or can't be written.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputTests()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--tables", "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "range")]
    [InlineData("--csv", "range")]
    [InlineData("--json", "{\"range\":0}")]
    public void A_query_ends_without_a_word_once_nobody_reads_on(string form, string line)
    {
        ToolRun run = Tool.InShell($"({Tool.Command} query '{_folder["kb"]}' 'FROM range(3000000)' {form}; echo $? >&2) | head -n 1");
        Assert.Equal((line + "\n", "141\n"), (run.Output, run.Error));
    }

    [Theory]
    [InlineData("inspect KB organisms")]
    [InlineData("inspect KB organisms --json")]
    [InlineData("query KB 'SELECT 1'")]
    [InlineData("query KB 'SELECT 1' --csv")]
    [InlineData("query KB 'SELECT 1' --json")]
    [InlineData("verify KB SOURCE")]
    [InlineData("verify KB SOURCE --json")]
    [InlineData("report KB")]
    [InlineData("export KB --sqlite KB/a.sqlite")]
    [InlineData("key me --role read --keys KB/keys")]
    public void Where_the_answer_can_not_be_written_stdout_is_named(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        string arguments = command.Replace("KB", _folder["kb"], StringComparison.Ordinal).Replace("SOURCE", _folder["source"], StringComparison.Ordinal);
        ToolRun run = Tool.InShell($"{Tool.Command} {arguments} >/dev/full");
        Assert.Equal((2, "pyner: error: stdout can't be written: No space left on device\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Answers_one_after_the_other_go_to_one_file()
    {
        ToolRun run = Tool.InShell(
            $"({Tool.Command} query '{_folder["kb"]}' 'SELECT 1 AS a'; {Tool.Command} query '{_folder["kb"]}' 'SELECT 2 AS b' --csv) > '{_folder["both"]}'");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("a\n1\nb\n2\n", File.ReadAllText(_folder["both"]));
    }
}
