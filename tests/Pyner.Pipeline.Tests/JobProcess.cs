using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>A job in a process of its own, which a test may kill.</summary>
internal sealed class JobProcess : IDisposable
{
    /// <summary>Submissions per batch where a test does not say otherwise: a resumed job must have the same.</summary>
    public const int BatchSize = 7;

    private const string Began = "began "; // and the submissions

    private readonly Process _process;

    private JobProcess(Process process) => _process = process;

    /// <summary>Submissions of the checkpoint that the job goes on from, as far as what it said was read; 0 where it began anew.</summary>
    public long ResumedFrom { get; private set; }

    /// <summary>Starts a job.</summary>
    /// <param name="source">The source.</param>
    /// <param name="output">The knowledge base's folder.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="batchSize">Submissions in a batch.</param>
    /// <param name="checkpointEvery">Submissions from one checkpoint to the next.</param>
    /// <param name="mode"><c>start</c>, <c>resume</c> or <c>restart</c>.</param>
    /// <param name="tables">Whether it writes tables.</param>
    /// <param name="openFiles">How many files it may have open; as many as the test where it is null.</param>
    public static JobProcess Start(
        string source, string output, int threads, int batchSize, long checkpointEvery, string mode, bool tables = false, int? openFiles = null)
    {
        string dotnet = BuiltProgram.Host;
        string[] arguments =
        [
            "exec",
            Path.Combine(AppContext.BaseDirectory, "Pyner.Pipeline.TestHost.dll"),
            source,
            output,
            threads.ToString(CultureInfo.InvariantCulture),
            batchSize.ToString(CultureInfo.InvariantCulture),
            checkpointEvery.ToString(CultureInfo.InvariantCulture),
            mode,
            .. tables ? ["tables"] : Array.Empty<string>(),
        ];
        // The hard limit too: the runtime raises the soft one, which the published tool does not.
        if (openFiles is not null)
            (dotnet, arguments) =
                ("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {openFiles} && exec \"$0\" \"$@\""), dotnet, .. arguments]);
        var start = new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        return new JobProcess(Process.Start(start) ?? throw new InvalidOperationException("the process did not start"));
    }

    /// <summary>The outputs of a job that nothing disturbs.</summary>
    public static Dictionary<string, string> Undisturbed(string source, string output, int batchSize = BatchSize, bool tables = false)
    {
        using JobProcess process = Start(source, output, 1, batchSize, 100_000, "start", tables);
        (int exitCode, string said) = process.Wait();
        Assert.True(exitCode is 0 or 1, said);
        Dictionary<string, string> outputs = PublishedOutputs.Of(output);
        Assert.Equal(
            ["indices.json", "knowledge_base.json", "rejected.jsonl"],
            outputs.Keys.Where(name => !name.StartsWith("tables/", StringComparison.Ordinal)).Order());
        Assert.Equal(tables, outputs.ContainsKey("tables/samples/part-00000.parquet"));
        return outputs;
    }

    /// <summary>The next line that the job says, or null at its end.</summary>
    public string? ReadLine()
    {
        string? line = _process.StandardOutput.ReadLine();
        if (line?.StartsWith(Began, StringComparison.Ordinal) == true)
            ResumedFrom = long.Parse(line[Began.Length..], CultureInfo.InvariantCulture);
        return line;
    }

    /// <summary>Kills the process as kill -9 does, and waits for its end.</summary>
    /// <returns>False where it had ended by itself before.</returns>
    public bool Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        return OperatingSystem.IsWindows() || _process.ExitCode == 128 + 9;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <returns>Its exit code, and all that it still said.</returns>
    public (int ExitCode, string Output) Wait()
    {
        var output = new StringBuilder();
        while (ReadLine() is string line)
            output.AppendLine(line);
        _process.WaitForExit();
        return (_process.ExitCode, output.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
