using Pyner.Parquet;
using Pyner.Pipeline;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>Builds knowledge bases with tables.</summary>
internal static class TableBuild
{
    /// <summary>Builds one.</summary>
    /// <param name="source">The source.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="change">Changes the options.</param>
    public static BuildResult Run(string source, string folder, Func<BuildOptions, BuildOptions>? change = null)
    {
        var options = new BuildOptions { SourcePath = source, OutputFolder = folder, Tables = true, Threads = 3 };
        options = change?.Invoke(options) ?? options;
        BuildResult result = new BuildJob(options, JobPorts.Default with { TableFormat = new ParquetTableFormat() }).Run(TestContext.Current.CancellationToken);
        Assert.True(result.Outcome is BuildOutcome.Done or BuildOutcome.DoneWithRejected, result.Message);
        return result;
    }

    /// <summary>The files of all tables: path below the folder of the tables, and content.</summary>
    public static SortedDictionary<string, byte[]> Files(string folder)
    {
        string tables = Path.Combine(folder, "tables");
        return new(
            Directory.EnumerateFiles(tables, "*.parquet", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(tables, file), File.ReadAllBytes),
            StringComparer.Ordinal);
    }
}
