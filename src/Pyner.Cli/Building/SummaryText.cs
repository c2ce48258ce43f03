using Pyner.Cli.Terminal;
using Pyner.Pipeline;

namespace Pyner.Cli.Building;

/// <summary>Writes a job's summary to stdout: a table on a terminal, aligned lines elsewhere.</summary>
internal static class SummaryText
{
    /// <summary>Writes it.</summary>
    /// <param name="result">How the job ended.</param>
    /// <param name="outputFolder">As the user named it.</param>
    public static void Write(BuildResult result, string outputFolder)
    {
        bool isDone = result.Outcome is BuildOutcome.Done or BuildOutcome.DoneWithRejected;
        IReadOnlyList<(string Label, string Value)> rows =
        [
            .. SummaryRows.Of(result.Summary),
            isDone ? ("Knowledge base", SafeText.OneLine(Path.Join(outputFolder, "knowledge_base.json"))) : ("Knowledge base", "not written"),
        ];
        SummaryTable.Write(isDone ? "Done" : "Not finished: what the last checkpoint has", rows, isDone);
    }
}
