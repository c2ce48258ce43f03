using System.Buffers;
using System.Text;

namespace Pyner.Query.Tests;

/// <summary>What statements answer, as text.</summary>
internal static class Answers
{
    /// <summary>The rows: values with tabs between them, NULL where there is none.</summary>
    public static List<string> Rows(this TableDatabase database, string sql)
    {
        var rows = new List<string>();
        var value = new ArrayBufferWriter<byte>();
        using QueryResult result = database.Query(sql);
        while (result.Read())
        {
            rows.Add(string.Join('\t', Enumerable.Range(0, result.Columns.Count).Select(column =>
            {
                value.ResetWrittenCount();
                result.WriteText(column, value);
                return result.IsNull(column) ? "NULL" : Encoding.UTF8.GetString(value.WrittenSpan);
            })));
        }
        return rows;
    }

    /// <summary>The first column's values with the numbers that follow.</summary>
    public static SortedDictionary<string, string> Figures(this TableDatabase database, string sql) => new(
        database.Rows(sql).ToDictionary(row => row[..FirstNumber(row)], row => row[(FirstNumber(row) + 1)..]), StringComparer.Ordinal);

    // Values may hold tabs; the two numbers at the end do not.
    private static int FirstNumber(string row) => row.LastIndexOf('\t', row.LastIndexOf('\t') - 1);
}
