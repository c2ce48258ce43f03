using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Pyner.Query;

/// <summary>A DuckDB in this process that keeps nothing: opened, asked, and gone.</summary>
internal sealed partial class DuckDbSession : IDisposable
{
    // What DuckDB puts before the line of the statement at fault.
    private const string Pointer = "\n\nLINE ";

    private readonly DuckDBDatabase _database;
    private readonly DuckDBNativeConnection _connection;

    /// <summary>Opens one.</summary>
    /// <exception cref="QueryException">It does not start.</exception>
    public DuckDbSession()
    {
        try
        {
            if (NativeMethods.Startup.DuckDBOpen(":memory:", out _database) != DuckDBState.Success
                || NativeMethods.Startup.DuckDBConnect(_database, out _connection) != DuckDBState.Success)
                throw new QueryException("DuckDB, which answers queries, does not start.");
        }
        catch (DllNotFoundException e)
        {
            throw new QueryException($"DuckDB, which answers queries, is not there for this machine: {e.Message}", e);
        }
    }

    /// <summary>Does something that has no result.</summary>
    /// <exception cref="QueryException">It fails.</exception>
    public void Execute(string sql)
    {
        DuckDBState state = NativeMethods.Query.DuckDBQuery(_connection, sql, out DuckDBResult result);
        string? error = state == DuckDBState.Success ? null : NativeMethods.Query.DuckDBResultError(ref result);
        result.Close();
        if (error is not null)
            throw new QueryException(error);
    }

    /// <summary>Asks something, until the token is cancelled. Only one statement is taken, and only one that reads.</summary>
    /// <exception cref="QueryException">It is no SQL, it fails, or it does more than read.</exception>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public QueryResult Query(string sql, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using DuckDBPreparedStatement statement = Prepare(sql);
        // A statement that writes would write to the tables' own files: they are the only ones within reach.
        if (StatementType(statement) != (int)DuckDBStatementType.Select)
            throw new QueryException("Only statements that read are answered: SELECT, FROM, VALUES, WITH, DESCRIBE, SHOW, SUMMARIZE.");
        if (NativeMethods.PreparedStatements.DuckDBParams(statement) > 0)
            throw new QueryException("The statement has parameters ($1, ?), which have no values here. Write the values into it.");
        var interruption = new RepeatedInterruption(() => NativeMethods.Startup.DuckDBInterrupt(_connection), cancellation);
        DuckDBState state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result);
        if (state != DuckDBState.Success)
        {
            interruption.Dispose();
            string error = NativeMethods.Query.DuckDBResultError(ref result);
            result.Close();
            throw Failure(error, sql);
        }
        return new QueryResult(result, interruption);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    /// <summary>
    /// What to tell where a statement fails: DuckDB's words without the lines that point into the statement, but for which line of several it was.
    /// </summary>
    /// <param name="error">DuckDB's words.</param>
    /// <param name="sql">The statement, where it is at hand.</param>
    internal static QueryException Failure(string error, string sql = "")
    {
        int end = error.IndexOf(Pointer, StringComparison.Ordinal);
        string message = (end < 0 ? error : error[..end]).Trim();
        if (message.StartsWith("INTERRUPT", StringComparison.Ordinal))
            throw new OperationCanceledException();
        if (message.Contains("max_temp_directory_size", StringComparison.Ordinal))
        {
            return new QueryException(
                "It takes more temporary space than the half of what was free there. Ask for less at a time, or name a larger place with TMPDIR.");
        }
        if (end >= 0 && sql.AsSpan().Trim().Contains('\n'))
            message += $" (line {string.Concat(error[(end + Pointer.Length)..].TakeWhile(char.IsAsciiDigit))})";
        return new QueryException(message);
    }

    private DuckDBPreparedStatement Prepare(string sql)
    {
        int count = NativeMethods.ExtractStatements.DuckDBExtractStatements(_connection, sql, out DuckDBExtractedStatements statements);
        using (statements)
        {
            if (count == 0)
            {
                string error = NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements);
                throw string.IsNullOrEmpty(error) ? new QueryException("The statement is empty.") : Failure(error, sql);
            }
            if (count > 1)
            {
                // Of a PIVOT without them DuckDB makes several statements, the first of which find the values.
                string hint = sql.Contains("PIVOT", StringComparison.OrdinalIgnoreCase)
                    ? " A PIVOT is one where it names its values: PIVOT runs ON platform IN ('ILLUMINA', ...)."
                    : "";
                throw new QueryException($"These are {count} statements: give one.{hint}");
            }
            DuckDBState state = NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(
                _connection, statements, 0, out DuckDBPreparedStatement statement);
            if (state == DuckDBState.Success)
                return statement;
            string reason = NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
            statement.Dispose();
            throw Failure(reason, sql);
        }
    }

    [LibraryImport("duckdb", EntryPoint = "duckdb_prepared_statement_type")]
    private static partial int StatementType(DuckDBPreparedStatement statement);
}
