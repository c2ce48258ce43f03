using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pyner.Query;

/// <summary>
/// The tables of a knowledge base, to be asked in SQL. Nothing can be changed through it, and nothing else on the machine or in the network be reached.
/// </summary>
public sealed class TableDatabase : IDisposable
{
    private const string VersionKey = "pyner.schema_version";

    private readonly DuckDbSession _session;
    private readonly string _temporary;

    private TableDatabase(DuckDbSession session, string temporary, DateTimeOffset builtAt)
    {
        _session = session;
        _temporary = temporary;
        BuiltAt = builtAt;
    }

    /// <summary>The time that the knowledge base carries.</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>Where what does not fit into memory goes.</summary>
    internal string TemporaryFolder => _temporary;

    /// <summary>Opens the tables of a knowledge base.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <exception cref="QueryException">It has none, or they have another schema.</exception>
    public static TableDatabase Open(string folder) => Open(folder, null);

    /// <summary>Opens the tables of a knowledge base.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <param name="settings">Statements that set further settings of DuckDB, such as how much memory it may take; null for none.</param>
    /// <exception cref="QueryException">It has none, or they have another schema.</exception>
    internal static TableDatabase Open(string folder, string? settings)
    {
        var tables = PublishedTables.Find(folder);
        string temporary = CreateTemporary();
        var database = new TableDatabase(new DuckDbSession(), temporary, tables.BuiltAt);
        try
        {
            database.Attach(tables, settings);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Asks something. What was asked before ends: there is one answer under way.</summary>
    /// <param name="sql">One statement in DuckDB's SQL that reads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="QueryException">It is no SQL, it fails, or it does more than read.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public QueryResult Query(string sql, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return _session.Query(sql, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        try
        {
            Directory.Delete(_temporary, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only a folder among the temporary ones stays.
        }
    }

    private static string CreateTemporary()
    {
        try
        {
            return Directory.CreateTempSubdirectory("pyner-query-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException(
                $"No temporary folder can be made in '{Path.GetTempPath()}', where what does not fit into memory would go: {Reason(e)} "
                + "Name another place with TMPDIR.", e);
        }
    }

    // .NET's own words for a folder that is not there are about a file.
    private static string Reason(Exception e) => Directory.Exists(Path.GetTempPath()) ? e.Message : "there is no such folder.";

    private static long? FreeMebibytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace >> 20;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The pattern that means a path and no other: DuckDB takes file names for patterns.</summary>
    private static string Pattern(string path)
    {
        var pattern = new StringBuilder(path.Length);
        foreach (char character in path)
            pattern.Append(character is '*' or '?' or '[' ? $"[{character}]" : character.ToString());
        return pattern.ToString();
    }

    private void Attach(PublishedTables tables, string? settings)
    {
        var paths = new List<string>();
        foreach ((string table, IReadOnlyList<string> files) in tables.Files)
        {
            string[] patterns = [.. files.Select(Pattern)];
            string list = string.Join(", ", patterns.Select(Literal));
            CheckVersions(table, files, list);
            // A folder above that is called key=value is no column.
            _session.Execute($"CREATE VIEW {table} AS SELECT * FROM read_parquet([{list}], hive_partitioning = false)");
            paths.AddRange(files.Union(patterns));
        }
        // What is larger than memory goes to disk: that is DuckDB's own doing, and out of reach for statements.
        _session.Execute($"SET temp_directory = {Literal(_temporary)}");
        // A statement that runs away is to end before the disk does, on which others may work. DuckDB's own limit is nine tenths of what is free.
        if (FreeMebibytes(_temporary) is long free)
            _session.Execute(string.Create(CultureInfo.InvariantCulture, $"SET max_temp_directory_size = '{free / 2}MiB'"));
        if (settings is not null)
            _session.Execute(settings);
        _session.Execute("SET TimeZone = 'UTC'");
        _session.Execute("SET autoinstall_known_extensions = false");
        _session.Execute("SET autoload_known_extensions = false");
        _session.Execute($"SET allowed_paths = [{string.Join(", ", paths.Select(Literal))}]");
        _session.Execute("SET enable_external_access = false");
        _session.Execute("SET lock_configuration = true");
    }

    private void CheckVersions(string table, IReadOnlyList<string> files, string list)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using QueryResult result = _session.Query(
                $"SELECT file_name, decode(value) FROM parquet_kv_metadata([{list}]) WHERE decode(key) = {Literal(VersionKey)}");
            var text = new ArrayBufferWriter<byte>();
            while (result.Read())
                versions[Value(result, 0, text)] = Value(result, 1, text);
        }
        catch (QueryException e)
        {
            throw new QueryException($"Table {table} can't be read ({e.Message}). Build the knowledge base again with --tables.", e);
        }
        foreach (string file in files)
            PublishedTables.CheckVersion(versions.GetValueOrDefault(file, "none"), $"The files of table {table}");
    }

    private static string Value(QueryResult result, int column, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        result.WriteText(column, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
