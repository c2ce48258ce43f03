using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pyner.Pipeline.Ledgers;

/// <summary>What a ledger file looks like, and how one is told from other SQLite files and other versions.</summary>
internal static class SqliteLedgerSchema
{
    /// <summary>The file's kind, in its header: "PYNR".</summary>
    public const int ApplicationId = 0x50594E52;

    /// <summary>
    /// The schema's version, in the file's header. Raise it with every change to the tables, to what a delta or a part of a table holds, or to what goes into a
    /// chain.
    /// </summary>
    public const int Version = 5;

    private const string Tables =
        """
        CREATE TABLE job (
            id               TEXT    NOT NULL PRIMARY KEY,
            source_path      TEXT    NOT NULL,
            source_kind      TEXT    NOT NULL,
            fingerprint      TEXT    NOT NULL,
            stage            INTEGER,
            submission_limit INTEGER,
            batch_size       INTEGER NOT NULL,
            studies          INTEGER NOT NULL,
            tables           INTEGER NOT NULL,
            started_at       TEXT    NOT NULL,
            state            TEXT    NOT NULL,
            state_at         TEXT    NOT NULL,
            reason           TEXT
        ) STRICT;
        CREATE TABLE checkpoint (
            job_id      TEXT    NOT NULL REFERENCES job (id),
            sequence    INTEGER NOT NULL,
            first_batch INTEGER NOT NULL,
            end_batch   INTEGER NOT NULL,
            submissions INTEGER NOT NULL,
            chain       BLOB    NOT NULL,
            fingerprint TEXT    NOT NULL,
            ends_source INTEGER NOT NULL,
            recorded_at TEXT    NOT NULL,
            -- NULL where it was folded into a later checkpoint's.
            delta       BLOB,
            PRIMARY KEY (job_id, sequence)
        ) STRICT;
        """;

    /// <summary>Takes the file's lock for as long as the connection is open, then checks the file or lays it out.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        // The lock mode comes first: from then on the transaction below takes the lock for good. The journal and synchronous modes can't be
        // changed inside a transaction. trusted_schema: a ledger that someone handed over must not run code of its own.
        Execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        Execute(connection, "PRAGMA trusted_schema = OFF");
        Execute(connection, "PRAGMA cell_size_check = ON");
        Execute(connection, "BEGIN EXCLUSIVE; COMMIT");
        Execute(connection, "PRAGMA journal_mode = DELETE");
        Execute(connection, "PRAGMA synchronous = EXTRA");
        // On macOS a flush ends in the disk's own cache otherwise.
        Execute(connection, "PRAGMA fullfsync = ON");
        Execute(connection, "PRAGMA foreign_keys = ON");
        using SqliteTransaction transaction = connection.BeginTransaction();
        long application = Scalar(connection, "PRAGMA application_id");
        long version = Scalar(connection, "PRAGMA user_version");
        // A file whose making was killed is empty after SQLite rolled it back.
        if (application == 0 && version == 0 && Scalar(connection, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Execute(connection, Tables);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}");
            Execute(connection, $"PRAGMA user_version = {Version}");
            transaction.Commit();
            return;
        }
        if (application != ApplicationId)
        {
            throw new JobException(
                $"'{path}' is an SQLite file but no pyner ledger. Choose another folder with --out, "
                + $"or remove '{Path.GetDirectoryName(path)}' to start anew with --restart.");
        }
        if (version != Version)
        {
            throw new JobException(
                $"The ledger '{path}' has version {version}, this pyner reads and writes version {Version}. "
                + "Use the pyner that started the job, choose another folder with --out, "
                + $"or remove '{Path.GetDirectoryName(path)}' to start anew with --restart.");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
