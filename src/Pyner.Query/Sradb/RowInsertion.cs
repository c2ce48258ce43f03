using SQLitePCL;

namespace Pyner.Query.Sradb;

/// <summary>Inserts rows, a value at a time.</summary>
/// <param name="file">The file.</param>
/// <param name="statement">The prepared insertion; owned from now on.</param>
internal sealed class RowInsertion(SqliteFile file, sqlite3_stmt statement) : IDisposable
{
    /// <summary>Sets a value of the next row. An empty text is none.</summary>
    /// <param name="index">Its position, from 0.</param>
    /// <param name="text">The value as text; a column of numbers makes a number of it.</param>
    public void Set(int index, ReadOnlySpan<byte> text) =>
        file.Check(text.IsEmpty ? raw.sqlite3_bind_null(statement, index + 1) : raw.sqlite3_bind_text(statement, index + 1, text));

    /// <summary>Inserts the row.</summary>
    public void Insert()
    {
        int code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        file.Check(code);
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();
}
