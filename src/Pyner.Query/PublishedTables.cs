using System.Globalization;
using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Tables;

namespace Pyner.Query;

/// <summary>The tables of a knowledge base as they lie on the disk.</summary>
internal sealed class PublishedTables
{
    private PublishedTables(DateTimeOffset builtAt, IReadOnlyDictionary<string, IReadOnlyList<string>> files)
    {
        BuiltAt = builtAt;
        Files = files;
    }

    /// <summary>The time that their knowledge base carries.</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>By table: the full paths of its files, in their order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Files { get; }

    /// <summary>Finds the tables of a knowledge base.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <exception cref="QueryException">There are none, some are missing, or they have another schema.</exception>
    public static PublishedTables Find(string folder)
    {
        string tables = Path.GetFullPath(Path.Combine(folder, TablesFile.Folder));
        JsonElement description = Describe(folder, Path.Combine(tables, TablesFile.Name));
        string version = description.TryGetProperty("schema_version", out JsonElement written) ? written.ToString() : "none";
        CheckVersion(version, $"The tables in '{tables}'");
        var files = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string table in SraTables.All.Concat(CatalogTables.All).Select(schema => schema.Name))
        {
            if (!description.GetProperty("files").TryGetProperty(table, out JsonElement count))
                throw Incomplete(tables, $"'{TablesFile.Name}' does not name the table {table}");
            // A table without rows has a file too.
            if (count.ValueKind != JsonValueKind.Number || !count.TryGetInt32(out int number) || number < 1)
                throw Incomplete(tables, $"'{TablesFile.Name}' says of the table {table} that it has {count.GetRawText()} files");
            files.Add(table, [.. Enumerable.Range(0, number).Select(file => Existing(tables, table, file))]);
        }
        if (!description.TryGetProperty("timestamp", out JsonElement time) || time.ValueKind != JsonValueKind.String
            || !time.TryGetDateTimeOffset(out DateTimeOffset builtAt))
            throw Incomplete(tables, $"'{TablesFile.Name}' does not say when they were built");
        return new PublishedTables(builtAt, files);
    }

    /// <summary>Stops where a schema is not the one that this tool knows.</summary>
    /// <param name="version">The schema's version, as it is written.</param>
    /// <param name="what">What has it.</param>
    public static void CheckVersion(string version, string what)
    {
        if (version != SraTables.SchemaVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new QueryException(
                $"{what} have schema version {version}; this pyner reads version {SraTables.SchemaVersion}. "
                + "Build the knowledge base again with --tables, or use the pyner that built it.");
        }
    }

    private static JsonElement Describe(string folder, string path)
    {
        RequireReach(path);
        if (!Directory.Exists(folder))
            throw new QueryException($"'{folder}' does not exist. Name the folder of a knowledge base.");
        if (!File.Exists(path))
        {
            throw new QueryException(
                $"'{folder}' has no tables. Build the knowledge base with --tables: pyner build SOURCE --out KB --tables (and --restart to replace this one).");
        }
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("files", out JsonElement files) && files.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new QueryException($"'{path}' does not describe tables. Build the knowledge base again with --tables.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"'{path}' can't be read: {e.Message}", e);
        }
    }

    /// <summary>Stops where something keeps from looking whether a file is there: it is not to be taken for missing.</summary>
    private static void RequireReach(string path)
    {
        try
        {
            File.GetAttributes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It is missing indeed.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"'{path}' can't be reached: {e.Message}", e);
        }
    }

    private static string Existing(string tables, string table, int number)
    {
        string path = Path.Combine(tables, table, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}.parquet"));
        RequireReach(path);
        return File.Exists(path) ? path : throw Incomplete(tables, $"'{path}' is missing");
    }

    private static QueryException Incomplete(string tables, string what) =>
        new($"The tables in '{tables}' are not complete: {what}. Build the knowledge base again with --tables.");
}
