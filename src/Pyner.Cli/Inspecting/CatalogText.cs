using System.Globalization;
using Pyner.Cli.Terminal;
using Spectre.Console;

namespace Pyner.Cli.Inspecting;

/// <summary>Writes a catalog for people: a table on a terminal, tab-separated lines under a head line elsewhere.</summary>
internal static class CatalogText
{
    /// <summary>Writes it to stdout.</summary>
    public static void Write(InspectedCatalog catalog, IReadOnlyList<InspectedEntry> entries)
    {
        if (TerminalInfo.OutputIsTerminal)
            WriteTable(catalog, entries);
        else
            WriteLines(catalog, entries);
    }

    private static void WriteTable(InspectedCatalog catalog, IReadOnlyList<InspectedEntry> entries)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("#").RightAligned());
        table.AddColumn(new TableColumn(char.ToUpperInvariant(catalog.Kind.Value[0]) + catalog.Kind.Value[1..]));
        table.AddColumn(new TableColumn(char.ToUpperInvariant(catalog.Kind.Counted[0]) + catalog.Kind.Counted[1..]).RightAligned());
        table.AddColumn(new TableColumn("Share").RightAligned());
        table.AddColumn(new TableColumn("Submissions").RightAligned());
        foreach (InspectedEntry entry in entries)
        {
            table.AddRow(
                new Text(Quantity.Count(entry.Rank), new Style(Color.Grey)),
                Value(entry),
                new Text(Quantity.Count(entry.Count)),
                new Text(Quantity.Percent(entry.Share), new Style(Color.Grey)),
                new Text(Quantity.Count(entry.Submissions)));
        }
        AnsiConsole.Write(table);
    }

    private static Text Value(InspectedEntry entry)
    {
        if (entry.Value.Length == 0)
            return new Text("(empty or missing)", new Style(Color.Grey));
        string safe = SafeText.OneLine(entry.Value);
        return entry.OffVocabulary ? new Text(safe + " *", new Style(Color.Yellow)) : new Text(safe);
    }

    private static void WriteLines(InspectedCatalog catalog, IReadOnlyList<InspectedEntry> entries)
    {
        Console.Out.WriteLine($"rank\t{catalog.Kind.Counted}\tsubmissions\t{catalog.Kind.Value}");
        foreach (InspectedEntry entry in entries)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{entry.Rank}\t{entry.Count}\t{entry.Submissions}\t{SafeText.OneLine(entry.Value)}"));
        }
    }
}
