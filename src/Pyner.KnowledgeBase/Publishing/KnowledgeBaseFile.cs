using System.Text.Json;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// The file knowledge_base.json: the original's keys, complete catalogs, and beside them the submissions behind each value, organism x
/// strategy, and the values outside the schemas' vocabulary.
/// </summary>
public static class KnowledgeBaseFile
{
    /// <summary>The file's name in the output folder.</summary>
    public const string Name = "knowledge_base.json";

    /// <summary>Version of the file's form. It changes when a reader of the former one would be misled.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes the file, in memory that does not grow with it beyond what sorting takes.</summary>
    /// <param name="folder">The output folder, which exists.</param>
    /// <param name="whole">Everything merged, with no join open.</param>
    /// <param name="stage">1, 2 or 3 where the job was one of the stages; null for another part or the whole of a source.</param>
    /// <param name="timestamp">When it is published (<see cref="PublicationTime"/>).</param>
    /// <exception cref="OutputException">The file can't be written; the former one is still there.</exception>
    /// <exception cref="InvalidOperationException">Joins are open: the partial is not the finished whole.</exception>
    public static void Write(string folder, Partial whole, int? stage, DateTimeOffset timestamp)
    {
        RequireResolved(whole);
        JsonOutput.WriteFile(Path.Combine(folder, Name), json =>
        {
            json.WriteStartObject();
            if (stage is null)
                json.WriteNull("stage");
            else
                json.WriteNumber("stage", stage.Value);
            json.WriteNumber("schema_version", SchemaVersion);
            json.WriteString("timestamp", PublicationTime.ToText(timestamp));
            json.WriteNumber("files_processed", whole.Totals.Submissions);
            json.WriteCounts("statistics", KnowledgeBaseStatistics.Of(whole).ToNamedFigures());
            WriteOrganisms(json, whole.Organisms);
            (string Name, IReadOnlyList<CatalogEntry> Entries)[] catalogs = [.. CatalogKind.Plain.Select(kind => (kind.Name, kind.Of(whole)))];
            foreach ((string name, IReadOnlyList<CatalogEntry> entries) in catalogs)
                json.WriteCounts(name, entries.Select(e => KeyValuePair.Create(e.Value, e.Count)));
            json.WriteStartObject("submissions_behind");
            foreach ((string name, IReadOnlyList<CatalogEntry> entries) in catalogs)
                json.WriteCounts(name, entries.Select(e => KeyValuePair.Create(e.Value, e.Submissions)));
            json.WriteEndObject();
            WriteOrganismStrategies(json, whole.OrganismStrategies);
            WriteOffVocabulary(json, whole);
            json.WriteEndObject();
        });
    }

    /// <summary>Reads the file of an output folder.</summary>
    /// <exception cref="KnowledgeBaseFileException">There is none, it can't be read, or it is no knowledge base of this version.</exception>
    public static PublishedKnowledgeBase Read(string folder) => ReadFile(Path.Combine(folder, Name));

    /// <summary>Reads such a file by its path.</summary>
    /// <exception cref="KnowledgeBaseFileException">There is none, it can't be read, or it is no knowledge base of this version.</exception>
    public static PublishedKnowledgeBase ReadFile(string path) => KnowledgeBaseFileReader.Read(path);

    internal static void RequireResolved(Partial whole)
    {
        if (whole.OpenJoins.Count > 0)
        {
            throw new InvalidOperationException(
                $"{whole.OpenJoins.Count} submissions have open joins: call OpenJoins.Resolve once everything is merged, before publishing");
        }
    }

    private static void WriteOrganisms(Utf8JsonWriter json, OrganismCatalog organisms)
    {
        json.WriteStartObject("organisms");
        foreach ((string organism, OrganismTally tally) in organisms)
        {
            json.WriteStartObject(organism);
            json.WriteNumber("count", tally.Count);
            json.WriteNumber("studies", tally.Submissions.Count);
            json.WriteEndObject();
            json.FlushIfLarge();
        }
        json.WriteEndObject();
    }

    /// <summary>Organisms by their number of joined experiments, then by name; each one's strategies in the same way.</summary>
    private static void WriteOrganismStrategies(Utf8JsonWriter json, OrganismStrategyCatalog pairs)
    {
        Dictionary<string, long> experiments = new(StringComparer.Ordinal);
        foreach ((OrganismStrategy pair, ValueTally tally) in pairs.Unordered)
            experiments[pair.Organism] = experiments.GetValueOrDefault(pair.Organism) + tally.Count;
        var entries = pairs.Unordered.Select(e => (e.Key, e.Value, Experiments: experiments[e.Key.Organism])).ToArray();
        Array.Sort(entries, static (left, right) =>
        {
            int order = right.Experiments.CompareTo(left.Experiments);
            if (order == 0)
                order = NameOrder.Instance.Compare(left.Key.Organism, right.Key.Organism);
            if (order == 0)
                order = right.Value.Count.CompareTo(left.Value.Count);
            return order != 0 ? order : NameOrder.Instance.Compare(left.Key.Strategy, right.Key.Strategy);
        });
        json.WriteStartObject("organism_strategies");
        string? organism = null;
        foreach ((OrganismStrategy pair, ValueTally tally, _) in entries)
        {
            if (pair.Organism != organism)
            {
                if (organism is not null)
                    json.WriteEndObject();
                json.WriteStartObject(organism = pair.Organism);
            }
            json.WriteStartObject(pair.Strategy);
            json.WriteNumber("count", tally.Count);
            json.WriteNumber("submissions", tally.Submissions);
            json.WriteEndObject();
            json.FlushIfLarge();
        }
        if (organism is not null)
            json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOffVocabulary(Utf8JsonWriter json, Partial whole)
    {
        json.WriteStartObject("off_vocabulary");
        foreach (CatalogKind kind in CatalogKind.Controlled)
        {
            json.WriteStartArray(kind.Name);
            foreach (CatalogEntry entry in kind.Of(whole))
            {
                if (!kind.Vocabulary!.Contains(entry.Value))
                    json.WriteStringValue(entry.Value);
                json.FlushIfLarge();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
