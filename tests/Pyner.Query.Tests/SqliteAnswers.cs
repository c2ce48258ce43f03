using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pyner.Query.Tests;

/// <summary>Asks an exported database with SQLite.</summary>
internal sealed class SqliteAnswers : IDisposable
{
    private readonly SqliteConnection _connection;

    public SqliteAnswers(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>The rows, each with its values by column.</summary>
    public List<Dictionary<string, string?>> Records(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Written in the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        var records = new List<Dictionary<string, string?>>();
        while (reader.Read())
        {
            records.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, column => reader.IsDBNull(column) ? null : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)));
        }
        return records;
    }

    /// <summary>The first column's values.</summary>
    public List<string?> Column(string sql) => [.. Records(sql).Select(record => record.Values.First())];

    public void Dispose() => _connection.Dispose();
}
