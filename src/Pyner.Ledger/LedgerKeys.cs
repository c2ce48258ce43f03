using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>
/// The names of all keys. What follows is below one prefix, <c>{pyner}:</c> unless a test wants another one:
/// <code>
/// version                       version of the ledger, as a number
/// jobs                          sorted set: ids of all jobs, by creation
/// unfinished                    sorted set: ids of the jobs that are not at their end, by creation
/// outputs                       hash: output folder of each unfinished job -> its id
/// workers, workers:expiry       hash: worker -> time and report; sorted set: workers by when they are forgotten
/// job:ID                        hash: request, state, counts, roles with their tokens
/// job:ID:findings               what the job has found so far, as JSON
/// job:ID:devices                hash: "batches DEVICE", "bytes DEVICE", "kernels DEVICE" and so on
/// job:ID:failures               list: the first batches given up, each as "ORDINAL ID REASON"
/// job:ID:unparsed               sorted set: ordinals of batches neither parsed nor given up, by ordinal
/// job:ID:waiting                sorted set: those that wait for a worker, by when they were last published
/// job:ID:leased                 sorted set: those that a worker has, by when its lease expires
/// job:ID:batch:ORDINAL          hash: a batch from its plan until a checkpoint has it; a partial of one chunk with it
/// job:ID:partial:ORDINAL        hash: chunks of a larger partial
/// job:ID:checkpoints            list: checkpoints
/// job:ID:delta:SEQUENCE         hash: chunks of a checkpoint's delta
/// job:ID:staged:UNIQUE          hash: chunks on their way to one of the places above; expires
/// </code>
/// </summary>
/// <remarks>
/// The prefix is one hash tag, so that a cluster keeps all of it in one place: a transition may concern a job, the list of jobs and an output folder at
/// a time, and is still one script. A ledger is small, and needs no more than one place.
/// </remarks>
internal sealed class LedgerKeys(string prefix)
{
    /// <summary>The prefix in use.</summary>
    public const string Default = "{pyner}:";

    public RedisKey Version { get; } = prefix + "version";

    public RedisKey Jobs { get; } = prefix + "jobs";

    public RedisKey Unfinished { get; } = prefix + "unfinished";

    public RedisKey Outputs { get; } = prefix + "outputs";

    public RedisKey Workers { get; } = prefix + "workers";

    public RedisKey WorkersExpiry { get; } = prefix + "workers:expiry";

    public RedisKey Job(string id) => $"{prefix}job:{id}";

    public RedisKey Findings(string id) => $"{prefix}job:{id}:findings";

    public RedisKey Partial(string id, long ordinal) => FormattableString.Invariant($"{prefix}job:{id}:partial:{ordinal}");

    public RedisKey Delta(string id, int sequence) => FormattableString.Invariant($"{prefix}job:{id}:delta:{sequence}");

    /// <summary>A new place for chunks.</summary>
    public RedisKey Staged(string id) => $"{prefix}job:{id}:staged:{Guid.NewGuid():N}";
}
