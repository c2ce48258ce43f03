using System.Diagnostics;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class CompletionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("build devices export inspect query report verify corpus job up key completions", "pyner", "")]
    [InlineData("build", "pyner", "bu")]
    [InlineData("--help --version", "pyner", "--")]
    [InlineData("--checkpoint-every", "pyner", "build", "src", "--check")]
    [InlineData("1 2 3", "pyner", "build", "--stage", "")]
    [InlineData("organisms", "pyner", "inspect", "kb", "org")]
    [InlineData("organisms", "pyner", "inspect", "--top", "5", "kb", "org")]
    [InlineData("", "pyner", "build", "--limit", "")]
    [InlineData("bash fish zsh", "pyner", "completions", "")]
    [InlineData("start status watch list cancel", "pyner", "job", "")]
    [InlineData("start status", "pyner", "job", "sta")]
    [InlineData("--checkpoint-every", "pyner", "job", "start", "src", "--check")]
    [InlineData("--reason", "pyner", "job", "cancel", "--gateway", "http://x", "--r")]
    [InlineData("1 2 3", "pyner", "job", "start", "src", "--watch", "--stage", "")]
    [InlineData("", "pyner", "job", "watch", "")]
    public void Bash_completes_what_fits(string expected, params string[] words)
    {
        ToolRun script = Tool.Run("completions", "bash");
        Assert.Equal(0, script.ExitCode);
        string quoted = string.Join(' ', words.Select(word => $"'{word}'"));
        string test = $"{script.Output}\nCOMP_WORDS=({quoted}); COMP_CWORD={words.Length - 1}; _pyner pyner; echo \"${{COMPREPLY[*]}}\"";
        Assert.Equal(expected.Split(' ').Order(), RunShell("bash", test).Trim().Split(' ').Order());
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public void Every_script_is_valid_in_its_shell(string shell, string check)
    {
        Assert.SkipUnless(IsInstalled(shell), $"{shell} is not installed");
        ToolRun script = Tool.Run("completions", shell);
        Assert.Equal(0, script.ExitCode);
        RunShell(shell, script.Output, check);
    }

    [Fact]
    public void Fish_completes_commands_options_and_catalogs()
    {
        Assert.SkipUnless(IsInstalled("fish"), "fish is not installed");
        string script = Tool.Run("completions", "fish").Output;
        string offered = RunShell("fish", script + "complete -C 'pyner '; complete -C 'pyner build --'; complete -C 'pyner inspect kb '");
        foreach (string word in new[] { "verify\t", "--studies\t", "instrument-models\t" })
            Assert.Contains(word, offered, StringComparison.Ordinal);
        string jobs = RunShell("fish", script + "complete -C 'pyner job '; complete -C 'pyner job cancel --'");
        foreach (string word in new[] { "start\t", "watch\t", "--reason\t" })
            Assert.Contains(word, jobs, StringComparison.Ordinal);
        Assert.DoesNotContain("--studies", jobs, StringComparison.Ordinal);
        string start = RunShell("fish", script + "complete -C 'pyner job start --'");
        foreach (string word in new[] { "--studies\t", "--tables\t" })
            Assert.Contains(word, start, StringComparison.Ordinal);
    }

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private string RunShell(string shell, string script, params string[] options)
    {
        File.WriteAllText(_folder["script"], script);
        var start = new ProcessStartInfo(shell, [.. options, _folder["script"]]) { Environment = { ["HOME"] = _folder.Path } };
        ToolRun run = ToolRun.Of(start);
        Assert.True(run.ExitCode == 0, $"{shell} ended with {run.ExitCode}: {run.Error}");
        return run.Output;
    }
}
