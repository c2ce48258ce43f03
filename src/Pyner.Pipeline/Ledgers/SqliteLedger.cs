using System.Globalization;
using Microsoft.Data.Sqlite;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Ledgers;

/// <summary>The ledger of <c>pyner build</c>: one SQLite file in the output folder, held by one process.</summary>
/// <remarks>
/// <para>A rollback journal with <c>synchronous=EXTRA</c>: a commit has reached the disk, journal included, before it returns, so neither
/// kill -9 nor a power failure can leave half a checkpoint. A write-ahead log would wait for the disk once per commit instead of four times,
/// which matters little at one checkpoint per 10,000 submissions; but it would write each delta twice (they are new pages at the file's end,
/// which a rollback journal does not copy), and after a kill leave a second file that a copy of the first must not be without.</para>
/// <para>The lock is SQLite's own, taken when the file is opened and kept until it is closed (<c>locking_mode=EXCLUSIVE</c>). The system
/// drops it when the process dies, so there is no stale lock to clear. Nothing else in the process may open the file: closing it would
/// drop the lock.</para>
/// </remarks>
public sealed class SqliteLedger : ILedger
{
    /// <summary>Where the ledger is below an output folder.</summary>
    public static readonly string RelativePath = Path.Combine(".pyner", "ledger.sqlite");

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private SqliteLedger(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>Whether an output folder has a ledger. Does not open it.</summary>
    public static bool Exists(string outputFolder) => File.Exists(Path.Combine(outputFolder, RelativePath));

    /// <summary>Opens an output folder's ledger, or makes it and the folder, and takes its lock.</summary>
    /// <exception cref="JobException">
    /// The folder is not writable or full; another process holds the ledger; it is damaged, no ledger, or of another version.
    /// </exception>
    public static SqliteLedger Open(string outputFolder)
    {
        string path = Path.GetFullPath(Path.Combine(outputFolder, RelativePath));
        MakeFolder(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            // How long to wait for another process that is just ending to give up the lock.
            DefaultTimeout = 2,
        }.ToString());
        try
        {
            connection.Open();
            // SQLite falls back to reading alone without a word.
            if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
                throw SqliteFailure.NotWritable(path, null);
            SqliteLedgerSchema.Prepare(connection, path);
            return new SqliteLedger(connection, path);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFailure.Describe(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public LedgerJob? Find() => Guard(FindCore);

    /// <inheritdoc/>
    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => Guard(() =>
    {
        var job = new LedgerJob
        {
            Id = jobId,
            Identity = identity,
            StartedAt = now,
            State = JobState.Running,
            StateAt = now,
        };
        using SqliteTransaction transaction = _connection.BeginTransaction();
        Execute("DELETE FROM checkpoint");
        Execute("DELETE FROM job");
        Execute(
            """
            INSERT INTO job (id, source_path, source_kind, fingerprint, stage, submission_limit, batch_size, studies, tables, started_at, state, state_at)
            VALUES ($id, $path, $kind, $fingerprint, $stage, $limit, $batch_size, $studies, $tables, $now, $state, $now)
            """,
            ("$id", job.Id),
            ("$path", identity.SourcePath),
            ("$kind", identity.SourceKind.ToString()),
            ("$fingerprint", identity.Fingerprint),
            ("$stage", identity.Stage),
            ("$limit", identity.Limit),
            ("$batch_size", identity.BatchSize),
            ("$studies", identity.Studies),
            ("$tables", identity.Tables),
            ("$state", job.State.ToString()),
            ("$now", Text(now)));
        transaction.Commit();
        return job;
    });

    /// <inheritdoc/>
    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => Guard(() => ReadCheckpointsCore(jobId, false));

    /// <inheritdoc/>
    public byte[]? ReadDelta(string jobId, int sequence) => Guard(() =>
    {
        using SqliteCommand command = Command(
            "SELECT delta FROM checkpoint WHERE job_id = $job AND sequence = $sequence", ("$job", jobId), ("$sequence", sequence));
        return command.ExecuteScalar() switch
        {
            byte[] delta => delta,
            DBNull => null,
            _ => throw NoCheckpoint(jobId, sequence),
        };
    });

    /// <inheritdoc/>
    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        LedgerJob job = Require(jobId);
        Checkpoint? last = job.LastCheckpoint;
        if (last is not null && last.Sequence == checkpoint.Sequence && Same(last, checkpoint))
            return false;
        if (!FollowsOn(last, checkpoint))
        {
            throw new JobException(
                $"Checkpoint {checkpoint.Sequence} of batches {checkpoint.FirstBatch} to {checkpoint.EndBatch} does not follow on from the ledger's last one "
                + $"({(last is null ? "none" : $"{last.Sequence}, which ends at batch {last.EndBatch}")}): another process may have written to '{_path}'.");
        }
        Execute(
            """
            INSERT INTO checkpoint (job_id, sequence, first_batch, end_batch, submissions, chain, fingerprint, ends_source, recorded_at, delta)
            VALUES ($job, $sequence, $first, $end, $submissions, $chain, $fingerprint, $ends, $at, $delta)
            """,
            ("$job", jobId),
            ("$sequence", checkpoint.Sequence),
            ("$first", checkpoint.FirstBatch),
            ("$end", checkpoint.EndBatch),
            ("$submissions", checkpoint.Submissions),
            ("$chain", checkpoint.Chain.ToArray()),
            ("$fingerprint", checkpoint.Fingerprint),
            ("$ends", checkpoint.EndsSource),
            ("$at", Text(checkpoint.RecordedAt)),
            ("$delta", delta));
        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    public bool Fold(string jobId, int throughSequence, byte[] delta) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        if (Require(jobId).LastCheckpoint is not Checkpoint last || throughSequence < 0 || throughSequence > last.Sequence)
            throw NoCheckpoint(jobId, throughSequence);
        // The delta before it is gone exactly where this one, or a later one, has taken it up.
        if (throughSequence == 0 || ReadDelta(jobId, throughSequence - 1) is null)
            return false;
        Execute("UPDATE checkpoint SET delta = NULL WHERE job_id = $job AND sequence < $sequence", ("$job", jobId), ("$sequence", throughSequence));
        Execute(
            "UPDATE checkpoint SET delta = $delta WHERE job_id = $job AND sequence = $sequence",
            ("$job", jobId),
            ("$sequence", throughSequence),
            ("$delta", delta));
        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        Require(jobId);
        if (state == JobState.Finished)
            throw new JobException("A job is finished by finishing it, not by a note.");
        SetState(jobId, state, reason, now);
        transaction.Commit();
        return true;
    });

    /// <inheritdoc/>
    public void Finish(string jobId, DateTimeOffset now) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        if (Require(jobId).LastCheckpoint is not { EndsSource: true })
            throw new JobException($"Job {jobId} can't be finished: its last checkpoint does not end the source.");
        SetState(jobId, JobState.Finished, null, now);
        transaction.Commit();
        return true;
    });

    /// <summary>Gives up the lock.</summary>
    public void Dispose() => _connection.Dispose();

    // The time is left out: a repeated attempt may carry a later one.
    private static bool Same(Checkpoint there, Checkpoint here) => there with { RecordedAt = here.RecordedAt } == here;

    private static bool FollowsOn(Checkpoint? last, Checkpoint next) =>
        next.Sequence == (last is null ? 0 : last.Sequence + 1)
        && next.FirstBatch == (last?.EndBatch ?? 0)
        && (next.EndBatch > next.FirstBatch || (next.EndsSource && next.EndBatch == next.FirstBatch))
        && next.Submissions >= (last?.Submissions ?? 0)
        && last is not { EndsSource: true };

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new JobException($"The output folder can't be made or written: {e.Message} Choose another one with --out, or change its permissions.", e);
        }
    }

    private JobException NoCheckpoint(string jobId, int sequence) => new($"The ledger '{_path}' has no checkpoint {sequence} of job {jobId}.");

    private LedgerJob? FindCore()
    {
        using SqliteCommand command = Command(
            "SELECT id, source_path, source_kind, fingerprint, stage, submission_limit, batch_size, studies, started_at, state, state_at, reason, tables "
            + "FROM job");
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
            return null;
        string id = row.GetString(0);
        return new LedgerJob
        {
            Id = id,
            Identity = new JobIdentity
            {
                SourcePath = row.GetString(1),
                SourceKind = Enum.Parse<SourceKind>(row.GetString(2)),
                Fingerprint = row.GetString(3),
                Stage = row.IsDBNull(4) ? null : row.GetInt32(4),
                Limit = row.IsDBNull(5) ? null : row.GetInt64(5),
                BatchSize = row.GetInt32(6),
                Studies = row.GetBoolean(7),
                Tables = row.GetBoolean(12),
            },
            StartedAt = Time(row.GetString(8)),
            State = Enum.Parse<JobState>(row.GetString(9)),
            StateAt = Time(row.GetString(10)),
            Reason = row.IsDBNull(11) ? null : row.GetString(11),
            LastCheckpoint = ReadCheckpointsCore(id, true).FirstOrDefault(),
        };
    }

    private List<Checkpoint> ReadCheckpointsCore(string jobId, bool lastOnly)
    {
        using SqliteCommand command = Command(
            "SELECT sequence, first_batch, end_batch, submissions, chain, fingerprint, ends_source, recorded_at "
            + "FROM checkpoint WHERE job_id = $job ORDER BY sequence "
            + (lastOnly ? "DESC LIMIT 1" : "ASC"),
            ("$job", jobId));
        using SqliteDataReader row = command.ExecuteReader();
        var checkpoints = new List<Checkpoint>();
        while (row.Read())
        {
            checkpoints.Add(new Checkpoint
            {
                Sequence = row.GetInt32(0),
                FirstBatch = row.GetInt64(1),
                EndBatch = row.GetInt64(2),
                Submissions = row.GetInt64(3),
                Chain = BatchChain.FromBytes(row.GetFieldValue<byte[]>(4)),
                Fingerprint = row.GetString(5),
                EndsSource = row.GetBoolean(6),
                RecordedAt = Time(row.GetString(7)),
            });
        }
        return checkpoints;
    }

    private LedgerJob Require(string jobId)
    {
        LedgerJob? job = FindCore();
        return job?.Id == jobId
            ? job
            : throw new JobException($"The ledger '{_path}' no longer holds job {jobId}: it was started anew meanwhile. Stop this one.");
    }

    private void SetState(string jobId, JobState state, string? reason, DateTimeOffset now) => Execute(
        "UPDATE job SET state = $state, state_at = $at, reason = $reason WHERE id = $job",
        ("$state", state.ToString()),
        ("$at", Text(now)),
        ("$reason", reason),
        ("$job", jobId));

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private T Guard<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Describe(e, _path);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            throw SqliteFailure.Damaged(_path, e);
        }
    }
}
