using System.Globalization;
using System.Text.Json;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>One job's checkpoints in Redis, for the aggregator that has its role.</summary>
internal sealed class RedisCheckpoints(RedisConnection connection, ChunkStore store, RoleLease lease) : ILedger
{
    private RedisKey Job => connection.Keys.Job(lease.JobId);

    public LedgerJob? Find() => Wait(FindAsync);

    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => Wait(async () =>
    {
        if (jobId != lease.JobId)
            throw new JobException($"This lease is for job {lease.JobId}; job {jobId} can't be planned with it.");
        await EvaluateAsync(LedgerScript.ResetJob, [LedgerJson.Write(identity), LedgerJson.WriteKey(identity), Text(now)]).ConfigureAwait(false);
        return (await FindAsync().ConfigureAwait(false))!;
    });

    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => Wait(async () =>
        jobId == lease.JobId && await ReadAsync(0).ConfigureAwait(false) is RedisResult[] found ? Checkpoints(found[^1]) : []);

    public byte[]? ReadDelta(string jobId, int sequence) => Wait(async () =>
    {
        Require(jobId);
        int count = (int)await EvaluateAsync(LedgerScript.FindDelta, [Job], [sequence]).ConfigureAwait(false);
        if (count == -2)
        {
            throw new JobException(
                $"The delta of checkpoint {sequence} of job {jobId} is gone from the ledger, though nobody of the services removed it. "
                + "See that Redis evicts nothing (maxmemory-policy noeviction), and start the job again.");
        }
        if (count < 0)
            throw new JobException($"The ledger has no checkpoint {sequence} of job {jobId}.");
        if (count == 0)
            return null;
        List<ReadOnlyMemory<byte>> chunks =
            await store.ReadAsync(connection.Keys.Delta(jobId, sequence), count, CancellationToken.None).ConfigureAwait(false)
            ?? throw new LeaseLostException(
                $"The delta of checkpoint {sequence} of job {jobId} was dropped while it was read: another aggregator has the job, or ended it.");
        try
        {
            return Packed.Unpack(chunks);
        }
        catch (InvalidDataException e)
        {
            throw new JobException($"The delta of checkpoint {sequence} of job {jobId} is damaged in the ledger: {e.Message}. Start the job again.", e);
        }
    });

    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta) => Wait(async () =>
    {
        Require(jobId);
        return await PlaceAsync(
            LedgerScript.RecordCheckpoint,
            delta,
            [
                StoredCheckpoint.Write(checkpoint), StoredCheckpoint.WriteKey(checkpoint), checkpoint.Sequence, checkpoint.FirstBatch, checkpoint.EndBatch,
                checkpoint.Submissions, checkpoint.EndsSource,
            ],
            $"the delta of checkpoint {checkpoint.Sequence}").ConfigureAwait(false);
    });

    public bool Fold(string jobId, int throughSequence, byte[] delta) => Wait(async () =>
    {
        Require(jobId);
        return await PlaceAsync(LedgerScript.FoldDeltas, delta, [throughSequence], $"the sum to checkpoint {throughSequence}").ConfigureAwait(false);
    });

    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now)
    {
        Require(jobId);
        if (state == JobState.Finished)
            throw new JobException("A job is finished by finishing it, not by a note.");
        Wait(() => EvaluateAsync(LedgerScript.NoteState, [state.ToString(), Text(now), reason is not null, reason ?? ""]));
    }

    public void Finish(string jobId, DateTimeOffset now)
    {
        Require(jobId);
        Wait(() => EvaluateAsync(LedgerScript.NoteState, [nameof(JobState.Finished), Text(now), false, ""]));
    }

    /// <summary>Nothing to do: the connection is the process's, and the role is released by whoever took it.</summary>
    public void Dispose()
    {
    }

    private async Task<LedgerJob?> FindAsync()
    {
        if (await ReadAsync(-1).ConfigureAwait(false) is not RedisResult[] found)
            return null;
        // A job that the scanner planned has the server's times, one that was planned here the caller's.
        DateTimeOffset started = found[5].IsNull ? LedgerTime.Read((string)found[1]!) : Time(found[5]);
        return new LedgerJob
        {
            Id = lease.JobId,
            Identity = JsonSerializer.Deserialize((string)found[0]!, LedgerJson.Default.JobIdentity)!,
            StartedAt = started,
            State = found[2].IsNull ? JobState.Running : Enum.Parse<JobState>((string)found[2]!),
            StateAt = found[3].IsNull ? started : Time(found[3]),
            Reason = (string?)found[4],
            LastCheckpoint = Checkpoints(found[6]).LastOrDefault(),
        };
    }

    /// <summary>The job's fields and its checkpoints from one on, from the end where it is negative; null where there is none to go on with.</summary>
    private async Task<RedisResult[]?> ReadAsync(int first)
    {
        RedisResult found = await EvaluateAsync(LedgerScript.ReadCheckpoints, [Job], [first]).ConfigureAwait(false);
        return found.IsNull ? null : (RedisResult[])found!;
    }

    /// <summary>Brings a delta to Redis and runs the script that puts it in its place.</summary>
    private async Task<bool> PlaceAsync(LedgerScript script, byte[] delta, RedisValue[] arguments, string what)
    {
        (RedisKey staged, int count, ReadOnlyMemory<byte> inline) =
            await store.StageAsync(lease.JobId, Packed.Pack(delta), CancellationToken.None).ConfigureAwait(false);
        bool isTaken = false;
        try
        {
            int result = (int)await EvaluateAsync(script, [Job, staged], [lease.Token, lease.Owner, .. arguments, count, inline]).ConfigureAwait(false);
            if (result < 0)
                throw ChunkStore.StagedLost(what);
            isTaken = result == 1;
            return isTaken;
        }
        finally
        {
            if (!isTaken && count > 0)
                connection.Forget(staged);
        }
    }

    private void Require(string jobId)
    {
        if (jobId != lease.JobId)
            throw new JobException($"The ledger no longer holds job {jobId} for this aggregator: its lease is for job {lease.JobId}.");
    }

    private Task<RedisResult> EvaluateAsync(LedgerScript script, RedisValue[] arguments) =>
        EvaluateAsync(script, [Job], [lease.Token, lease.Owner, .. arguments]);

    private Task<RedisResult> EvaluateAsync(LedgerScript script, RedisKey[] keys, RedisValue[] arguments) =>
        connection.EvaluateAsync(script, keys, arguments, CancellationToken.None);

    // The port's calls are synchronous, for one thread of the aggregator's own. Nothing below needs the caller's thread to go on.
    private static T Wait<T>(Func<Task<T>> call) => call().GetAwaiter().GetResult();

    private static Checkpoint[] Checkpoints(RedisResult list) => [.. ((string[])list!).Select(StoredCheckpoint.Read)];

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(RedisResult text) =>
        DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
