using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>The file tables.json beside the tables: which schema they have, and how many files each of them is.</summary>
public static class TablesFile
{
    /// <summary>The file's name in the folder of the tables.</summary>
    public const string Name = "tables.json";

    /// <summary>Name of the folder of the tables, in the output folder.</summary>
    public const string Folder = "tables";

    /// <summary>Writes the file.</summary>
    /// <param name="folder">The folder of the tables.</param>
    /// <param name="jobId">The job that they are of.</param>
    /// <param name="timestamp">The time that the outputs carry.</param>
    /// <param name="files">By table: how many files it is.</param>
    /// <exception cref="OutputException">It can't be written.</exception>
    public static void Write(string folder, string jobId, DateTimeOffset timestamp, IEnumerable<KeyValuePair<string, long>> files) =>
        AtomicFile.WriteShared(Path.Combine(folder, Name), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteNumber("schema_version", SraTables.SchemaVersion);
            json.WriteString("job", jobId);
            json.WriteString("timestamp", PublicationTime.ToText(timestamp));
            json.WriteStartObject("files");
            foreach ((string table, long count) in files)
                json.WriteNumber(table, count);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    /// <summary>The job that published tables are of; null where there are none.</summary>
    /// <param name="folder">The folder of the tables.</param>
    public static string? JobOf(string folder) => Text(folder, "job");

    /// <summary>The time that published tables carry, as it stands there; null where there are none.</summary>
    /// <param name="folder">The folder of the tables.</param>
    public static string? TimeOf(string folder) => Text(folder, "timestamp");

    private static string? Text(string folder, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            return json.RootElement.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
