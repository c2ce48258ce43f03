using System.Text.Json;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// Reads a knowledge_base.json in one pass over its bytes. The file may have been edited or come from elsewhere: each figure must be
/// there, once, and of its type. Keys that this version does not know are passed over.
/// </summary>
internal sealed class KnowledgeBaseFileReader
{
    private const string Remedy = "Build it again with 'pyner build', or name another folder.";

    private readonly string _path;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeyValuePair<string, long>>> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, long>> _submissions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PublishedCatalog> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _offVocabulary = new(StringComparer.Ordinal);
    private Dictionary<string, long> _statistics = [];
    private PublishedCatalog _organisms = new([]);
    private int? _stage;
    private long _version;
    private DateTimeOffset _timestamp;
    private long _submissionsRead;

    private KnowledgeBaseFileReader(string path) => _path = path;

    public static PublishedKnowledgeBase Read(string path)
    {
        KnowledgeBaseFileReader reader = new(path);
        byte[] bytes = reader.ReadBytes();
        try
        {
            reader.ReadRoot(bytes);
            return reader.Assemble();
        }
        catch (JsonException e)
        {
            throw reader.Wrong($"it is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} ({FirstSentence(e.Message)})", e);
        }
        catch (InvalidOperationException e)
        {
            // What the JSON reader throws for text with half of a surrogate pair or bytes that are no UTF-8.
            throw reader.Wrong($"it holds text that is no Unicode ({e.Message})", e);
        }
    }

    private byte[] ReadBytes()
    {
        try
        {
            return File.ReadAllBytes(_path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string folder = Path.GetDirectoryName(_path) is { Length: > 0 } name ? name : ".";
            string what = Directory.Exists(folder) ? $"holds no {KnowledgeBaseFile.Name}" : "does not exist";
            throw new KnowledgeBaseFileException(_path, $"'{folder}' {what}. {Remedy}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KnowledgeBaseFileException(_path, $"'{_path}' can't be read: {e.Message}", e);
        }
    }

    private void ReadRoot(byte[] bytes)
    {
        ReadOnlySpan<byte> json = bytes;
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        Utf8JsonReader reader = new(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong("it is no JSON object");
        while (NextName(ref reader, out string name))
        {
            if (!_seen.Add(name))
                throw Wrong($"'{name}' is there twice");
            ReadMember(ref reader, name);
        }
        // What follows the object must be nothing: the reader says so itself.
        while (reader.Read())
        {
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "stage":
                reader.Read();
                _stage = reader.TokenType == JsonTokenType.Null ? null
                    : reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int stage) ? stage
                    : throw Wrong("'stage' is neither a number nor null");
                break;
            case "schema_version":
                _version = ReadCount(ref reader, name);
                RequireVersion();
                break;
            case "timestamp":
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || !PublicationTime.TryParse(reader.GetString()!, out _timestamp))
                    throw Wrong("'timestamp' is no time such as 2026-01-01T00:00:00Z");
                break;
            case "files_processed":
                _submissionsRead = ReadCount(ref reader, name);
                break;
            case "statistics":
                _statistics = ToDictionary(ReadCounts(ref reader, name), name);
                break;
            case "organisms":
                _organisms = ReadTallies(ref reader, name, "studies");
                break;
            case "submissions_behind":
                StartObject(ref reader, name);
                while (NextName(ref reader, out string catalog))
                {
                    string where = $"{name}.{catalog}";
                    if (!_submissions.TryAdd(catalog, ToDictionary(ReadCounts(ref reader, where), where)))
                        throw Wrong($"'{where}' is there twice");
                }
                break;
            case "organism_strategies":
                StartObject(ref reader, name);
                while (NextName(ref reader, out string organism))
                    if (!_pairs.TryAdd(organism, ReadTallies(ref reader, $"{name}.{organism}", "submissions")))
                        throw Wrong($"'{name}.{organism}' is there twice");
                break;
            case "off_vocabulary":
                StartObject(ref reader, name);
                while (NextName(ref reader, out string catalog))
                    if (!_offVocabulary.TryAdd(catalog, ReadNames(ref reader, $"{name}.{catalog}")))
                        throw Wrong($"'{name}.{catalog}' is there twice");
                break;
            default:
                if (CatalogKind.Plain.Any(kind => kind.Name == name))
                    _counts.Add(name, ReadCounts(ref reader, name));
                else
                    reader.Skip();
                break;
        }
    }

    private PublishedKnowledgeBase Assemble()
    {
        Require("schema_version");
        foreach (string name in (string[])["stage", "timestamp", "files_processed", "statistics", "organisms",
            .. CatalogKind.Plain.Select(kind => kind.Name), "submissions_behind", "organism_strategies", "off_vocabulary"])
            Require(name);
        foreach (CatalogKind kind in CatalogKind.Controlled)
            if (!_offVocabulary.ContainsKey(kind.Name))
                throw Wrong($"'off_vocabulary.{kind.Name}' is missing");
        return new PublishedKnowledgeBase
        {
            Stage = _stage,
            Timestamp = _timestamp,
            FilesProcessed = _submissionsRead,
            Statistics = KnowledgeBaseStatistics.From(name =>
                _statistics.TryGetValue(name, out long figure) ? figure : throw Wrong($"'statistics.{name}' is missing")),
            Organisms = _organisms,
            Strategies = Combine(CatalogKind.Strategies),
            Sources = Combine(CatalogKind.Sources),
            Selections = Combine(CatalogKind.Selections),
            Layouts = Combine(CatalogKind.Layouts),
            Platforms = Combine(CatalogKind.Platforms),
            InstrumentModels = Combine(CatalogKind.InstrumentModels),
            Attributes = Combine(CatalogKind.Attributes),
            OrganismStrategies = _pairs.AsReadOnly(),
            OffVocabulary = _offVocabulary.AsReadOnly(),
        };
    }

    /// <summary>Puts a catalog's counts and the submissions behind them together.</summary>
    private PublishedCatalog Combine(CatalogKind kind)
    {
        string name = kind.Name;
        if (!_submissions.TryGetValue(name, out Dictionary<string, long>? submissions))
            throw Wrong($"'submissions_behind.{name}' is missing");
        List<KeyValuePair<string, long>> counts = _counts[name];
        CatalogEntry[] entries = new CatalogEntry[counts.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            (string value, long count) = counts[i];
            // Taken out, so that a value twice among the counts is noticed, and what is left has no count.
            if (!submissions.Remove(value, out long behind))
                throw Wrong($"'{name}.{value}' is there twice, or has no figure in 'submissions_behind.{name}'");
            entries[i] = new CatalogEntry(value, count, behind);
        }
        return submissions.Count == 0
            ? new PublishedCatalog(entries)
            : throw Wrong($"'submissions_behind.{name}.{submissions.Keys.First()}' has no count in '{name}'");
    }

    private PublishedCatalog ReadTallies(ref Utf8JsonReader reader, string where, string submissionsName)
    {
        List<CatalogEntry> entries = [];
        HashSet<string> values = new(StringComparer.Ordinal);
        StartObject(ref reader, where);
        while (NextName(ref reader, out string value))
        {
            long count = -1;
            long submissions = -1;
            StartObject(ref reader, where);
            while (NextName(ref reader, out string figure))
            {
                if (figure == "count")
                    count = ReadCount(ref reader, where);
                else if (figure == submissionsName)
                    submissions = ReadCount(ref reader, where);
                else
                    reader.Skip();
            }
            if (count < 0 || submissions < 0)
                throw Wrong($"'{where}.{value}' lacks 'count' or '{submissionsName}'");
            if (!values.Add(value))
                throw Wrong($"'{where}.{value}' is there twice");
            entries.Add(new CatalogEntry(value, count, submissions));
        }
        return new PublishedCatalog(entries);
    }

    private List<KeyValuePair<string, long>> ReadCounts(ref Utf8JsonReader reader, string where)
    {
        List<KeyValuePair<string, long>> counts = [];
        StartObject(ref reader, where);
        while (NextName(ref reader, out string name))
            counts.Add(new(name, ReadCount(ref reader, where)));
        return counts;
    }

    private List<string> ReadNames(ref Utf8JsonReader reader, string where)
    {
        List<string> names = [];
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong($"'{where}' is no list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            names.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong($"'{where}' holds something else than names"));
        return names;
    }

    private Dictionary<string, long> ToDictionary(List<KeyValuePair<string, long>> counts, string where)
    {
        Dictionary<string, long> dictionary = new(counts.Count, StringComparer.Ordinal);
        foreach ((string name, long count) in counts)
            if (!dictionary.TryAdd(name, count))
                throw Wrong($"'{where}.{name}' is there twice");
        return dictionary;
    }

    private long ReadCount(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count) && count >= 0
            ? count
            : throw Wrong($"'{where}' holds something else than counts");
    }

    private void StartObject(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong($"'{where}' is no JSON object");
    }

    /// <summary>Moves to the next member's name; false at the object's end.</summary>
    private static bool NextName(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    private void RequireVersion()
    {
        if (_version != KnowledgeBaseFile.SchemaVersion)
        {
            throw new KnowledgeBaseFileException(
                _path,
                $"'{_path}' has schema version {_version}, and this Pyner reads version {KnowledgeBaseFile.SchemaVersion}. {Remedy}");
        }
    }

    private void Require(string name)
    {
        if (!_seen.Contains(name))
            throw Wrong($"'{name}' is missing");
    }

    private KnowledgeBaseFileException Wrong(string reason, Exception? inner = null) =>
        new(_path, $"'{_path}' is no knowledge base of Pyner: {reason}. {Remedy}", inner);

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.');
}
