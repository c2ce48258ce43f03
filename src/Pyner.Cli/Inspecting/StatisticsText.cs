using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Cli.Inspecting;

/// <summary>Writes a knowledge base's figures that are no catalog.</summary>
internal static class StatisticsText
{
    /// <summary>Writes them to stdout.</summary>
    /// <param name="kb">The knowledge base.</param>
    /// <param name="asJson">Whether to write one JSON object, with the names that knowledge_base.json has.</param>
    public static void Write(PublishedKnowledgeBase kb, bool asJson)
    {
        KeyValuePair<string, long>[] figures = [KeyValuePair.Create("files_processed", kb.FilesProcessed), .. kb.Statistics.ToNamedFigures()];
        if (!asJson)
        {
            // The original's name for the number of submissions would mislead whoever reads it beside the others.
            SummaryTable.Write(
                "Statistics", [.. figures.Select((figure, i) => (i == 0 ? "Submissions" : Label(figure.Key), Quantity.Count(figure.Value)))], isDone: true);
            return;
        }
        using var lines = new JsonLines(Stdout.Open());
        lines.Write(json =>
        {
            foreach ((string name, long figure) in figures)
                json.WriteNumber(name, figure);
        });
    }

    private static string Label(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');
}
