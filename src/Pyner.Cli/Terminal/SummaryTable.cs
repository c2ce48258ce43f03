using Spectre.Console;

namespace Pyner.Cli.Terminal;

/// <summary>Writes labels with values to stdout: a table on a terminal, aligned lines elsewhere.</summary>
internal static class SummaryTable
{
    /// <summary>Writes it.</summary>
    /// <param name="title">The table's title; lines have none.</param>
    /// <param name="rows">Label and value of every line, without control characters.</param>
    /// <param name="isDone">Whether what it tells of went well.</param>
    public static void Write(string title, IReadOnlyList<(string Label, string Value)> rows, bool isDone)
    {
        if (TerminalInfo.OutputIsTerminal)
            WriteTable(title, rows, isDone);
        else
            WriteLines(rows);
    }

    private static void WriteTable(string title, IReadOnlyList<(string Label, string Value)> rows, bool isDone)
    {
        var style = new Style(isDone ? Color.Green : Color.Yellow);
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false, Title = new TableTitle(title, style) };
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
