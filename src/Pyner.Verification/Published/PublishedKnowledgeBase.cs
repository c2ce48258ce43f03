using System.Text.Json;

namespace Pyner.Verification.Published;

/// <summary>A knowledge base as its files state it: every figure, unchecked.</summary>
public sealed class PublishedKnowledgeBase
{
    /// <summary>Keys of the catalogs that map a value to its count.</summary>
    public static IReadOnlyList<string> PlainCatalogs { get; } =
        ["strategies", "sources", "selections", "layouts", "platforms", "instrument_models", "attributes"];

    // The codes of docs/adr for what bounds memory: the only files that XmlReader would read and a knowledge base may leave out.
    private static readonly string[] s_limitCodes = ["tag-too-long", "nesting-too-deep", "value-too-long"];

    // A DOCTYPE that XmlReader would perhaps not survive.
    private const string DoctypeCode = "doctype-too-large";

    private PublishedKnowledgeBase()
    {
    }

    /// <summary>The figures of <c>statistics</c>, and <c>files_processed</c>, which counts submissions.</summary>
    public Dictionary<string, long> Statistics { get; } = [];

    /// <summary>All catalogs by key, <c>organisms</c> among them.</summary>
    public Dictionary<string, PublishedCatalog> Catalogs { get; } = [];

    /// <summary>Organism and strategy.</summary>
    public Dictionary<(string Organism, string Strategy), PublishedPair> OrganismStrategies { get; } = [];

    /// <summary>Values listed as being outside the vocabulary, by catalog.</summary>
    public Dictionary<string, List<string>> OffVocabulary { get; } = [];

    /// <summary>The lines of <c>rejected.jsonl</c>.</summary>
    public List<PublishedRejection> Rejected { get; } = [];

    /// <summary>Paths of the files that were rejected because something in them is too large to hold in memory.</summary>
    public IReadOnlySet<string> RefusedAsLarge =>
        Rejected.Where(rejection => s_limitCodes.Contains(rejection.Code)).Select(rejection => rejection.File).ToHashSet();

    /// <summary>Paths of the files that were rejected because of the size of their DOCTYPE.</summary>
    public IReadOnlySet<string> RefusedForDoctype =>
        Rejected.Where(rejection => rejection.Code == DoctypeCode).Select(rejection => rejection.File).ToHashSet();

    /// <summary>What <c>indices.json</c> states; null where the knowledge base has no such file.</summary>
    public PublishedIndices? Indices { get; private set; }

    /// <summary>
    /// What <c>job.json</c> counts of the source, as far as it does: <c>submissions</c>, <c>rejected.files</c>, and by kind <c>files.sample</c> and the like.
    /// </summary>
    public Dictionary<string, long> JobFigures { get; } = [];

    /// <summary>Files that the job passed over, from <c>job.json</c>; null where it does not say.</summary>
    public long? IgnoredFiles { get; private set; }

    /// <summary>How many submissions the job was limited to, from <c>job.json</c>; null for all.</summary>
    public long? Limit { get; private set; }

    /// <summary>Whether the job made tables, from <c>job.json</c>: then it read submission and study files too.</summary>
    public bool HasTables { get; private set; }

    /// <summary>Reads the files of a knowledge base.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="VerificationException">A file is missing, unreadable, or not what a knowledge base holds.</exception>
    public static PublishedKnowledgeBase Read(string folder)
    {
        var published = new PublishedKnowledgeBase();
        ReadFile(Path.Combine(folder, "knowledge_base.json"), published.ReadCatalogs);
        ReadFile(Path.Combine(folder, "job.json"), published.ReadJob);
        published.ReadRejected(Path.Combine(folder, "rejected.jsonl"));
        string indices = Path.Combine(folder, "indices.json");
        if (File.Exists(indices))
            ReadFile(indices, root => published.Indices = PublishedIndices.Read(root));
        return published;
    }

    private static void ReadFile(string path, Action<JsonElement> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            read(document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerificationException($"'{path}' can't be read: {e.Message} Give the folder that `pyner build --out` wrote.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new VerificationException($"'{path}' is not what a finished job writes: {e.Message}", e);
        }
    }

    private void ReadCatalogs(JsonElement root)
    {
        Statistics.Add("files_processed", root.GetProperty("files_processed").GetInt64());
        foreach (JsonProperty figure in root.GetProperty("statistics").EnumerateObject())
            Statistics.Add(figure.Name, figure.Value.GetInt64());
        var organisms = new PublishedCatalog("organisms");
        foreach (JsonProperty organism in root.GetProperty("organisms").EnumerateObject())
        {
            organisms.Counts.Add(organism.Name, organism.Value.GetProperty("count").GetInt64());
            organisms.Submissions.Add(organism.Name, organism.Value.GetProperty("studies").GetInt64());
        }
        Catalogs.Add(organisms.Name, organisms);
        JsonElement behind = root.GetProperty("submissions_behind");
        foreach (string name in PlainCatalogs)
        {
            var catalog = new PublishedCatalog(name);
            foreach (JsonProperty value in root.GetProperty(name).EnumerateObject())
                catalog.Counts.Add(value.Name, value.Value.GetInt64());
            foreach (JsonProperty value in behind.GetProperty(name).EnumerateObject())
                catalog.Submissions.Add(value.Name, value.Value.GetInt64());
            Catalogs.Add(name, catalog);
        }
        foreach (JsonProperty organism in root.GetProperty("organism_strategies").EnumerateObject())
        {
            foreach (JsonProperty strategy in organism.Value.EnumerateObject())
            {
                var pair = new PublishedPair(
                    strategy.Value.GetProperty("count").GetInt64(),
                    strategy.Value.GetProperty("submissions").GetInt64());
                OrganismStrategies.Add((organism.Name, strategy.Name), pair);
            }
        }
        foreach (JsonProperty catalog in root.GetProperty("off_vocabulary").EnumerateObject())
            OffVocabulary.Add(catalog.Name, [.. catalog.Value.EnumerateArray().Select(value => value.GetString()!)]);
    }

    private void ReadJob(JsonElement root)
    {
        JsonElement options = root.GetProperty("options");
        Limit = Number(options, "limit") ?? Number(options, "stage") switch
        {
            1 => 1_000,
            2 => 50_000,
            3 => 500_000,
            null => null,
            long stage => throw new FormatException($"stage {stage} does not exist"),
        };
        HasTables = Flag(options, "tables");
        if (Number(root, "submissions") is long submissions)
            JobFigures.Add("submissions", submissions);
        if (root.TryGetProperty("rejected", out JsonElement rejected))
            JobFigures.Add("rejected.files", rejected.GetProperty("files").GetInt64());
        if (root.TryGetProperty("files", out JsonElement files))
        {
            foreach (JsonProperty kind in files.EnumerateObject())
                JobFigures.Add($"files.{kind.Name}", kind.Value.GetInt64());
        }
        IgnoredFiles = Number(root, "ignored_files");
    }

    private static bool Flag(JsonElement options, string name) => options.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static long? Number(JsonElement options, string name) =>
        options.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetInt64() : null;

    private void ReadRejected(string path)
    {
        if (!File.Exists(path))
            throw new VerificationException($"'{path}' is missing. Give the folder that `pyner build --out` wrote.");
        int number = 0;
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                number++;
                using var document = JsonDocument.Parse(line);
                JsonElement root = document.RootElement;
                Rejected.Add(new PublishedRejection(Text(root, "file"), Text(root, "accession"), Text(root, "kind"), Text(root, "code")));
            }
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new VerificationException($"'{path}', line {number}, is not what a finished job writes: {e.Message}", e);
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";
}
