using System.Diagnostics;
using System.Globalization;

namespace Pyner.Benchmarks.Tests;

/// <summary>The program that measures the others.</summary>
public sealed class MeasuredProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _measure;

    public MeasuredProgramTests()
    {
        _measure = _folder["measure"];
        string source = Path.Combine(AppContext.BaseDirectory, "measure.c");
        try
        {
            using Process compiler = Process.Start("cc", ["-O2", "-o", _measure, source]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no C compiler (cc) is installed");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_ends_as_it_does_by_itself_and_its_memory_is_its_own()
    {
        // The process that starts it, this one, is many times as large as a shell.
        (int exitCode, double[] figures) = Run("sh", "-c", "exit 7");
        Assert.Equal(7, exitCode);
        Assert.InRange(figures[0], 0, 60);
        Assert.InRange(figures[3], 100, Environment.WorkingSet / 1024 / 2);
    }

    [Fact]
    public void Memory_that_a_program_took_and_gave_back_counts()
    {
        // dd reads and writes by blocks of this size.
        (int exitCode, double[] figures) = Run("dd", "if=/dev/zero", "of=/dev/null", "bs=64M", "count=1", "status=none");
        Assert.Equal(0, exitCode);
        Assert.InRange(figures[3], 64 << 10, 80 << 10);
    }

    [Fact]
    public void A_program_that_does_not_exist_is_an_error() => Assert.Equal(127, Run("there-is-no-such-program").ExitCode);

    // Wall, user and system seconds, peak memory in kibibytes.
    private (int ExitCode, double[] Figures) Run(params string[] command)
    {
        string result = _folder["result"];
        using Process process = Process.Start(new ProcessStartInfo(_measure, [result, .. command]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, [.. File.ReadAllText(result).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))]);
    }
}
