using Xunit;

namespace Pyner.Cli.Tests;

public class CommandLineErrorTests
{
    [Fact]
    public void An_argument_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["arguments"], "organisms");
        ToolRun run = Tool.Run("inspect", folder.Path, "@" + folder["arguments"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'@{folder["arguments"]}' not recognized", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command 'biuld'; did you mean 'build'?", "biuld", "x")]
    [InlineData("pyner build has no option '--thread'; did you mean '--threads'?", "build", "x", "--out", "y", "--thread", "3")]
    [InlineData("'z' is one argument too many for pyner build", "build", "x", "z", "--out", "y")]
    [InlineData("'--out' is required", "build", "x")]
    [InlineData("'-q' stands before the command that it may belong to: options come after it, as in 'pyner build -q'", "-q", "build", "x", "--out", "y")]
    [InlineData("SOURCE is empty", "build", "", "--out", "y")]
    [InlineData("--out is empty", "build", "x", "--out", "")]
    [InlineData("--limit takes a whole number of 1 or more, not '0'", "build", "x", "--out", "y", "--limit", "0")]
    [InlineData("--limit takes a whole number of 1 or more, not 'many'", "build", "x", "--out", "y", "--limit", "many")]
    [InlineData("--threads takes a whole number from 1 to 1024, not '-1'", "build", "x", "--out", "y", "--threads", "-1")]
    [InlineData("--threads takes a whole number from 1 to 1024, not '99999999999999999999'", "build", "x", "--out", "y", "--threads", "99999999999999999999")]
    [InlineData("--stage takes 1, 2 or 3, not '4'", "build", "x", "--out", "y", "--stage", "4")]
    [InlineData("--resume goes on with the unfinished job, --restart drops it", "build", "x", "--out", "y", "--resume", "--restart")]
    [InlineData("--json writes to stdout, --quiet writes nothing", "build", "x", "--out", "y", "--json", "--quiet")]
    [InlineData("--malformed takes a number from 0 to 1, such as 0.01, not '2'", "corpus", "x", "--submissions", "3", "--malformed", "2")]
    [InlineData("--submissions takes a whole number from 1 to 100000000, not '100000001'", "corpus", "x", "--submissions", "100000001")]
    [InlineData("--interleave mixes the members of an archive", "corpus", "x", "--submissions", "3", "--interleave")]
    [InlineData("--output-root is empty", "up", "--output-root", "")]
    [InlineData("'genes' not recognized", "inspect", "kb", "genes")]
    [InlineData("'SHELL' missing", "completions")]
    [InlineData("Required command was not provided", "job")]
    [InlineData("pyner job has no command 'strat'; did you mean 'start'?", "job", "strat")]
    [InlineData("pyner job start has no option '--sudies'; did you mean '--studies'?", "job", "start", "x", "--sudies")]
    [InlineData("'b' is one argument too many for pyner job watch", "job", "watch", "a", "b")]
    [InlineData("JOB is empty", "job", "status", "")]
    [InlineData("--batch-size takes a whole number from 1 to 100000, not '0'", "job", "start", "x", "--batch-size", "0")]
    [InlineData("--checkpoint-every takes a whole number from 1 to 1000000, not '1000001'", "build", "x", "--out", "y", "--checkpoint-every", "1000001")]
    [InlineData("--json writes to stdout, --quiet writes nothing", "job", "watch", "x", "--json", "--quiet")]
    public void A_wrong_command_line_is_refused_in_one_sentence(string message, params string[] arguments)
    {
        ToolRun run = Tool.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("pyner: error: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(message, lines[0], StringComparison.Ordinal);
        Assert.Contains("--help", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }
}
