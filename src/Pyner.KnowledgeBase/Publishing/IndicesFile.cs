using System.Text.Json;
using Pyner.Sra;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// The file indices.json, in the form of the original's first stage: the submissions behind each organism one by one, and the organisms
/// behind each strategy.
/// </summary>
public static class IndicesFile
{
    /// <summary>The file's name in the output folder.</summary>
    public const string Name = "indices.json";

    /// <summary>Writes the file, in memory that does not grow with it beyond what sorting takes.</summary>
    /// <param name="folder">The output folder, which exists.</param>
    /// <param name="whole">Everything merged, with no join open.</param>
    /// <exception cref="OutputException">The file can't be written; the former one is still there.</exception>
    /// <exception cref="InvalidOperationException">Joins are open: the partial is not the finished whole.</exception>
    public static void Write(string folder, Partial whole)
    {
        KnowledgeBaseFile.RequireResolved(whole);
        JsonOutput.WriteFile(Path.Combine(folder, Name), json =>
        {
            json.WriteStartObject();
            WriteOrganisms(json, whole.Organisms);
            WriteStrategies(json, whole);
            json.WriteCounts("sources", Counts(whole.Sources));
            json.WriteCounts("selections", Counts(whole.Selections));
            json.WriteCounts("attributes", Counts(whole.Attributes));
            json.WriteStartObject("stats");
            json.WriteNumber("total_experiments", whole.Totals.Experiments);
            json.WriteNumber("total_samples", whole.Totals.Samples);
            json.WriteNumber("total_runs", whole.Totals.Runs);
            json.WriteNumber("unique_organisms", whole.Organisms.Count);
            json.WriteNumber("unique_strategies", whole.Strategies.Count);
            json.WriteNumber("unique_sources", whole.Sources.Count);
            json.WriteNumber("unique_selections", whole.Selections.Count);
            json.WriteNumber("unique_attributes", whole.Attributes.Count);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static IEnumerable<KeyValuePair<string, long>> Counts(Catalog catalog) =>
        catalog.Select(e => KeyValuePair.Create(e.Key, e.Value.Count));

    private static void WriteOrganisms(Utf8JsonWriter json, OrganismCatalog organisms)
    {
        Span<char> accession = stackalloc char[SubmissionAccession.MaxLength];
        json.WriteStartObject("organisms");
        foreach ((string organism, OrganismTally tally) in organisms)
        {
            json.WriteStartObject(organism);
            json.WriteNumber("count", tally.Count);
            json.WriteStartArray("studies");
            foreach (SubmissionAccession submission in tally.Submissions)
            {
                submission.TryFormat(accession, out int length);
                json.WriteStringValue(accession[..length]);
                json.FlushIfLarge();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.FlushIfLarge();
        }
        json.WriteEndObject();
    }

    private static void WriteStrategies(Utf8JsonWriter json, Partial whole)
    {
        ILookup<string, KeyValuePair<string, long>> organisms = whole.OrganismStrategies
            .ToLookup(e => e.Key.Strategy, e => KeyValuePair.Create(e.Key.Organism, e.Value.Count), StringComparer.Ordinal);
        json.WriteStartObject("strategies");
        foreach ((string strategy, ValueTally tally) in whole.Strategies)
        {
            json.WriteStartObject(strategy);
            json.WriteNumber("count", tally.Count);
            json.WriteCounts("organisms", organisms[strategy]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
