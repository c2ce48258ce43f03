using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline.Outputs;

/// <summary>Where outputs must not go: among the files to be read, or into what is another job's, and is replaced or removed together with it.</summary>
public static class OutputPlace
{
    private const string Private = ".pyner";

    /// <summary>Stops where a folder lies in what a knowledge base keeps for itself or has its tables in.</summary>
    /// <exception cref="JobException">It does.</exception>
    public static void Check(string outputFolder)
    {
        for (string? folder = Path.GetFullPath(outputFolder); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (IsTables(folder) || IsPrivate(folder))
            {
                throw new JobException(
                    $"The output folder '{outputFolder}' lies in '{folder}', which belongs to another knowledge base and goes when that is built anew. "
                    + "Choose another output folder.");
            }
        }
    }

    /// <summary>Stops where the outputs would lie among the files to be read, and so change what is counted.</summary>
    /// <exception cref="JobException">They would.</exception>
    public static void CheckApart(string sourcePath, string outputFolder)
    {
        string source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(sourcePath));
        string output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(outputFolder));
        string below = Path.EndsInDirectorySeparator(source) ? source : source + Path.DirectorySeparatorChar;
        if (output == source || output.StartsWith(below, StringComparison.Ordinal))
        {
            throw new JobException(
                $"The output folder '{output}' lies in the source '{source}': what is written would be read. Choose an output folder outside it.");
        }
    }

    private static bool IsTables(string folder) => Path.GetFileName(folder) == TablesFile.Folder && TablesFile.JobOf(folder) is not null;

    private static bool IsPrivate(string folder) =>
        Path.GetFileName(folder) == Private
        && Path.GetDirectoryName(folder) is string owner
        && (SqliteLedger.Exists(owner) || File.Exists(Path.Combine(owner, JobRecordFile.Name)));

    /// <summary>Stops where a job of the services must not write either: in the folder of a job of <c>pyner build</c>, which has its ledger there.</summary>
    /// <exception cref="JobException">It is one.</exception>
    public static void CheckForServices(string outputFolder)
    {
        Check(outputFolder);
        if (SqliteLedger.Exists(outputFolder))
        {
            throw new JobException(
                $"'{outputFolder}' belongs to a job of pyner build, whose ledger is in it. "
                + $"Choose another output folder, or remove that one's {SqliteLedger.RelativePath}.");
        }
    }
}
