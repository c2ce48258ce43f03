using Pyner.Cli.Terminal;
using Pyner.Pipeline;
using Spectre.Console;

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
        if (TerminalInfo.OutputIsTerminal)
            WriteTable(isDone ? "Done" : "Not finished: what the last checkpoint has", rows, isDone);
        else
            WriteLines(rows);
    }

    private static void WriteTable(string title, IReadOnlyList<(string Label, string Value)> rows, bool isDone)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false, Title = new TableTitle(title, new Style(isDone ? Color.Green : Color.Yellow)) };
        table.BorderColor(Color.Grey);
        table.AddColumns("", "");
        foreach ((string label, string value) in rows)
            table.AddRow(new Text(label, new Style(Color.Grey)), new Text(value));
        AnsiConsole.Write(table);
    }

    private static void WriteLines(IReadOnlyList<(string Label, string Value)> rows)
    {
        int width = rows.Max(row => row.Label.Length) + 2;
        foreach ((string label, string value) in rows)
            Console.Out.WriteLine(label.PadRight(width) + value);
    }
}
