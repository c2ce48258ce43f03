using System.Globalization;
using Pyner.Parquet;
using Pyner.Pipeline;
using Pyner.Pipeline.TestHost;
using Pyner.Sra.Sources;

// A process that a test can kill: one job, told by its arguments, its events as lines on standard output.
// Arguments: SOURCE OUT THREADS BATCH-SIZE CHECKPOINT-EVERY start|resume|restart [tables]
var options = new BuildOptions
{
    SourcePath = args[0],
    OutputFolder = args[1],
    Threads = int.Parse(args[2], CultureInfo.InvariantCulture),
    BatchSize = int.Parse(args[3], CultureInfo.InvariantCulture),
    CheckpointEvery = long.Parse(args[4], CultureInfo.InvariantCulture),
    Studies = true,
    Tables = args.Contains("tables"),
    Resume = args[5] == "resume",
    Restart = args[5] == "restart",
};
try
{
    BuildResult result = new BuildJob(options, JobPorts.Default with { TableFormat = new ParquetTableFormat() }, new LineObserver())
        .Run(CancellationToken.None);
    Console.WriteLine($"{result.Outcome} {result.Message}");
    return result.ExitCode;
}
catch (Exception e) when (e is JobException or SourceException)
{
    Console.WriteLine($"refused {e.Message}");
    return 2;
}
