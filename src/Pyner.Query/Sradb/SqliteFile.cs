using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Pyner.KnowledgeBase.Publishing;
using SQLitePCL;

namespace Pyner.Query.Sradb;

/// <summary>
/// A SQLite database that is being written: under a temporary name that no other export has, which it changes for its own once it is complete. Of an export
/// that was killed the temporary file stays until the next one of the same file.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    // Nobody sees the file before it is complete, and one that is not complete is dropped: nothing need be kept for going back.
    private const string Settings =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; PRAGMA encoding = 'UTF-8'";

    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _held;
    private readonly SqliteConnection _connection;
    private readonly CancellationToken _cancellation;
    private readonly RepeatedInterruption _interruption;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="cancellation">Ends what is going on.</param>
    /// <exception cref="QueryException">There is one, or it can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public SqliteFile(string path, CancellationToken cancellation)
    {
        _path = Path.GetFullPath(path);
        _temporary = AtomicFile.OwnTemporaryName(_path);
        if (Path.Exists(_path))
            throw new QueryException($"'{path}' exists. Remove it, or choose another name.");
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
            throw new QueryException($"'{Path.GetDirectoryName(path)}' is no folder: the database can't be written there.");
        AtomicFile.RemoveLeftovers(_path);
        try
        {
            // Tells other exports that this file is no leftover.
            _held = File.OpenHandle(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"'{path}' can't be written: {e.Message}", e);
        }
        // Nobody else opens it, and on some network file systems locks of SQLite's own would meet the one that is held.
        string? withoutLocks = OperatingSystem.IsWindows() ? null : "unix-none";
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _temporary, Pooling = false, Vfs = withoutLocks }.ToString());
        try
        {
            _connection.Open();
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            Discard();
            throw new QueryException($"'{path}' can't be written: {e.Message}", e);
        }
        _cancellation = cancellation;
        _interruption = new RepeatedInterruption(() => raw.sqlite3_interrupt(_connection.Handle), cancellation);
        try
        {
            Execute(Settings);
            Execute("BEGIN");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Executes statements.</summary>
    /// <exception cref="QueryException">The file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public void Execute(string statements)
    {
        _cancellation.ThrowIfCancellationRequested();
        Check(raw.sqlite3_exec(_connection.Handle, statements));
    }

    /// <summary>Prepares an insertion.</summary>
    public RowInsertion Prepare(string statement)
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle, statement, out sqlite3_stmt prepared));
        return new RowInsertion(this, prepared);
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="QueryException">It can't be.</exception>
    public void Complete()
    {
        Execute("COMMIT");
        Close();
        try
        {
            RandomAccess.FlushToDisk(_held);
            File.Move(_temporary, _path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"'{_path}' can't be written: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        Discard();
    }

    /// <summary>Looks at what SQLite answered.</summary>
    /// <exception cref="QueryException">The file can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE)
            return;
        if (code == raw.SQLITE_INTERRUPT)
            throw new OperationCanceledException();
        string message = raw.sqlite3_errmsg(_connection.Handle).utf8_to_string();
        throw new QueryException(code == raw.SQLITE_FULL
            ? $"'{_path}' can't be written: the disk is full. Make room, or choose another disk."
            : $"'{_path}' can't be written: {message}");
    }

    private void Discard()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong first is what to report.
        }
        _held.Dispose();
    }

    private void Close()
    {
        _interruption.Dispose();
        _connection.Dispose();
    }
}
