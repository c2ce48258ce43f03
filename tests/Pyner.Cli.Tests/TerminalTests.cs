using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>Runs the tool on a terminal: the one that util-linux's <c>script</c> makes.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private const string NoTerminal = "the program script (util-linux) is not installed";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_build_shows_a_bar_and_then_a_table()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 40);
        HandmadeSource.Break(_folder["source"], 7);
        ToolRun run = OnTerminal("xterm-256color", 100, "build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(1, run.ExitCode);
        string shown = Plain(run.Output);
        Assert.Matches("━━━━ +100.0 %", shown);
        Assert.Contains("40 of 40 submissions · ", shown, StringComparison.Ordinal);
        Assert.Contains(" · 1 rejected", shown, StringComparison.Ordinal);
        Assert.Matches("│ Processed +│ 40 submissions, 120 files, ", shown);
        Assert.Contains("│ Peak memory ", shown, StringComparison.Ordinal);
        Assert.Contains('╰', shown);
        Assert.Contains("\e[?25h", run.Output, StringComparison.Ordinal); // the cursor is back
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    public void On_a_narrow_terminal_the_bar_stays_within_its_lines(int columns)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 40);
        ToolRun run = OnTerminal("xterm-256color", columns, "build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(0, run.ExitCode);
        string[] bars = [.. Plain(run.Output).Split('\r', '\n').Where(line => line.Contains('━', StringComparison.Ordinal))];
        Assert.NotEmpty(bars);
        Assert.All(bars, bar => Assert.InRange(bar.Length, 1, columns));
    }

    [Fact]
    public void A_catalog_is_a_table()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 12);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet").ExitCode);
        ToolRun run = OnTerminal("xterm-256color", 100, "inspect", _folder["kb"], "organisms");
        Assert.Matches("│ 1 │ Homo sapiens │ +8 │ 66.7 % │ +8 │", Plain(run.Output));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void Rows_of_too_many_columns_are_blocks(int columns)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 3);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet", "--tables").ExitCode);
        string[] lines = Plain(OnTerminal("xterm-256color", columns, "query", _folder["kb"], "FROM experiments ORDER BY accession").Output).Split("\r\n");
        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
        Assert.Equal(3, lines.Count(line => line.StartsWith("── row ", StringComparison.Ordinal)));
        Assert.Equal(["SRX000001", "SRX000002", "SRX000003"], lines.Where(line => line.StartsWith("accession ", StringComparison.Ordinal)).Select(line => line.TrimEnd().Split(' ')[^1]));
        Assert.Contains(lines, line => line.StartsWith("library_construction_protocol  NULL", StringComparison.Ordinal));
        Assert.Equal(["3 rows", ""], lines[^2..]);
    }

    [Fact]
    public void Rows_of_few_columns_are_a_table_and_the_note_is_below_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 3);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet", "--tables").ExitCode);
        string[] lines = Query("SELECT accession, submission, library_strategy, library_source, library_layout FROM experiments ORDER BY 1", "--top", "2");
        Assert.Matches("│ SRX000001 +│ SRA000001 +│ WGS +│ GENOMIC +│ PAIRED +│", lines[3]);
        Assert.Equal("the first 2 rows; there are more (--top 0 shows all)", lines[^2]);
        Assert.Equal("0 rows", Query("FROM experiments WHERE false")[^2]);

        string[] Query(params string[] arguments) =>
            Plain(OnTerminal("xterm-256color", 80, ["query", _folder["kb"], .. arguments]).Output).Split("\r\n");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Help_stays_within_the_terminal(int columns)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        foreach (string[] command in (string[][])[["--help"], ["build", "--help"], ["query", "--help"]])
            Assert.All(Plain(OnTerminal("xterm-256color", columns, command).Output).Split("\r\n"), line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public void A_dumb_terminal_gets_plain_lines()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), NoTerminal);
        HandmadeSource.WriteTree(_folder["source"], 3);
        ToolRun run = OnTerminal("dumb", 100, "build", _folder["source"], "--out", _folder["kb"]);
        Assert.DoesNotContain("\e[", run.Output, StringComparison.Ordinal);
        Assert.Contains("Processed          3 submissions", run.Output, StringComparison.Ordinal);
    }

    private static ToolRun OnTerminal(string terminal, int columns, params string[] arguments)
    {
        string command = $"stty cols {columns} rows 40; exec {Tool.Command} {string.Join(' ', arguments.Select(argument => $"'{argument}'"))}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-q", "-e", "-c", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TERM"] = terminal;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment.Remove("NO_COLOR");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, "");
    }

    private static string Plain(string shown) => EscapeSequence().Replace(shown, "");

    [GeneratedRegex(@"\e(?:\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex EscapeSequence();
}
