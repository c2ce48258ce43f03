using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>A page of tables for docs/benchmarks.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public Report(string title)
    {
        Paragraph($"# {title}, {DateTime.UtcNow:yyyy-MM-dd}");
        Paragraph($"{Machine.Description}");
    }

    public void Paragraph(FormattableString text) => _text.AppendLine(text.ToString(CultureInfo.InvariantCulture)).AppendLine();

    public void Table(string title, string[] columns, IEnumerable<FormattableString[]> rows)
    {
        Paragraph($"## {title}");
        _text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |");
        _text.AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
        foreach (FormattableString[] row in rows)
            _text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(cell => cell.ToString(CultureInfo.InvariantCulture)))} |");
        _text.AppendLine();
    }

    /// <summary>Writes the page to a file, and to the standard output.</summary>
    public void Write(string file)
    {
        string text = _text.ToString().TrimEnd() + '\n';
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, text);
        Console.Write(text);
    }

    /// <summary>A corpus in words, from its truth.</summary>
    public static string Corpus(string truth)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(truth))!;
        return string.Create(
            CultureInfo.InvariantCulture, $"{json["files_processed"]} submissions, {(long)json["bytes"]! / 1e9:f2} GB of sample, experiment and run XML");
    }

    public static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";
}
