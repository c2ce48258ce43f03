using System.Diagnostics;

namespace Pyner.Xml.Gpu.Tests.Checks;

/// <summary>The program that is carried to a machine with a GPU (tests/gpu/run.sh) runs to its end where there is none, and says so.</summary>
public sealed class CheckProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_checks_measures_and_reports_on_the_simulation()
    {
        (int exitCode, string output, _) = Run("--tiny", "--device", "cpu-accelerator:0", "--report", _folder["report.md"]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("NO GPU", output, StringComparison.Ordinal);
        Assert.Contains("ok: ordered scans", output, StringComparison.Ordinal);
        string report = File.ReadAllText(_folder["report.md"]);
        Assert.Contains("**There was no GPU.**", report, StringComparison.Ordinal);
        Assert.Contains("## Whole builds", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--device", "cuda:4711")]
    [InlineData("--device", "gpu")]
    [InlineData("--only", "everything")]
    public void What_can_t_be_run_is_an_error(params string[] arguments) => Assert.Equal(2, Run(arguments).ExitCode);

    private static ToolRun Run(params string[] arguments) =>
        ToolRun.Of(new ProcessStartInfo(BuiltProgram.Host, [Path.Combine(AppContext.BaseDirectory, "pyner-gpu-checks.dll"), .. arguments]));
}
