using Xunit;

namespace Pyner.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void The_tool_s_help_names_commands_examples_and_exit_codes(string option)
    {
        ToolRun run = Tool.Run(option);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string[] texts =
        [
            "build", "inspect", "query", "export", "devices", "verify", "corpus", "job", "up", "key", "completions", "Examples:", "Exit codes:", "130",
            "PYNER_INDEXER",
        ];
        foreach (string text in texts)
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_arguments_the_tool_shows_its_help() => Assert.Equal(Tool.Run("--help"), Tool.Run());

    [Theory]
    [InlineData("build", "--checkpoint-every")]
    [InlineData("inspect", "--search")]
    [InlineData("query", "--csv")]
    [InlineData("export", "--sqlite")]
    [InlineData("report", "report.html")]
    [InlineData("devices", "--check")]
    [InlineData("verify", "--json")]
    [InlineData("corpus", "--malformed")]
    [InlineData("completions", "fish")]
    [InlineData("job", "PYNER_GATEWAY")]
    [InlineData("build", "--tables")]
    [InlineData("job start", "--checkpoint-every")]
    [InlineData("job start", "--tables")]
    [InlineData("job status", "--json")]
    [InlineData("job watch", "--gateway")]
    [InlineData("job list", "--top")]
    [InlineData("job cancel", "--reason")]
    [InlineData("up", "--no-key")]
    [InlineData("key", "--role")]
    public void Each_command_s_help_explains_its_options_and_gives_examples(string command, string mention)
    {
        ToolRun run = Tool.Run([.. command.Split(' '), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains(mention, run.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  pyner {command}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("build", "--help")]
    [InlineData("inspect", "--help")]
    [InlineData("query", "--help")]
    [InlineData("export", "--help")]
    [InlineData("report", "--help")]
    [InlineData("devices", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("corpus", "--help")]
    [InlineData("completions", "--help")]
    [InlineData("job", "--help")]
    [InlineData("job", "start", "--help")]
    [InlineData("job", "status", "--help")]
    [InlineData("job", "watch", "--help")]
    [InlineData("job", "list", "--help")]
    [InlineData("job", "cancel", "--help")]
    [InlineData("up", "--help")]
    [InlineData("key", "--help")]
    public void No_line_of_help_is_longer_than_a_hundred_columns(params string[] arguments) =>
        Assert.DoesNotContain(Tool.Run(arguments).OutputLines, line => line.Length > 100);

    [Fact]
    public void The_version_names_tool_runtime_and_indexer()
    {
        ToolRun run = Tool.Run("--version");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        string[] lines = run.OutputLines;
        Assert.Matches(@"^pyner \d+\.\d+\.\d+", lines[0]);
        Assert.StartsWith("runtime .NET ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("indexer ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_shows_the_indexer_that_is_forced()
    {
        ToolRun run = Tool.Run(new Dictionary<string, string> { ["PYNER_INDEXER"] = "scalar" }, "--version");
        Assert.Contains("indexer scalar ", run.Output, StringComparison.Ordinal);
    }
}
