using System.Globalization;
using System.Text.Json;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>Jobs, roles and workers in Redis.</summary>
internal sealed class RedisJobLedger(RedisConnection connection) : IJobLedger
{
    private LedgerKeys Keys => connection.Keys;

    public Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation) => connection.EvaluateAsync(
        LedgerScript.CreateJob,
        [Keys.Job(jobId), Keys.Jobs, Keys.Unfinished, Keys.Outputs],
        [
            jobId,
            JsonSerializer.Serialize(request, LedgerJson.Default.JobRequest),
            Path.TrimEndingDirectorySeparator(request.OutputFolder),
            unfinishedLimit,
        ],
        cancellation);

    public async Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation) =>
        JobStatusReader.Read(jobId, await connection.EvaluateAsync(LedgerScript.FindJob, [Keys.Job(jobId)], [], cancellation).ConfigureAwait(false));

    public async Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation) =>
        (string[])(await connection.EvaluateAsync(LedgerScript.ListJobs, [Keys.Jobs], [afterJobId ?? "", count], cancellation).ConfigureAwait(false))!;

    public async Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation)
    {
        RedisValue[] ids = await connection
            .GuardAsync(database => database.SortedSetRangeByRankAsync(Keys.Unfinished), "list unfinished jobs", cancellation).ConfigureAwait(false);
        return [.. ids.Select(id => (string)id!)];
    }

    public async Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation) =>
        (bool)await connection.EvaluateAsync(LedgerScript.RequestCancel, [Keys.Job(jobId)], [reason], cancellation).ConfigureAwait(false);

    public async Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation)
    {
        RedisResult token = await connection
            .EvaluateAsync(LedgerScript.TakeRole, [Keys.Job(jobId)], [role.ToString(), owner, LedgerTime.Microseconds(duration)], cancellation)
            .ConfigureAwait(false);
        return token.IsNull ? null : new RoleLease(jobId, role, owner, long.Parse((string)token!, CultureInfo.InvariantCulture));
    }

    public async Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation) =>
        (bool)await connection.EvaluateAsync(
            LedgerScript.RenewRole,
            [Keys.Job(lease.JobId)],
            [lease.Role.ToString(), lease.Token, lease.Owner, LedgerTime.Microseconds(duration)],
            cancellation).ConfigureAwait(false);

    public Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation) =>
        connection.EvaluateAsync(LedgerScript.ReleaseRole, [Keys.Job(lease.JobId)], [lease.Role.ToString(), lease.Token, lease.Owner], cancellation);

    public Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation)
    {
        RoleCheck.Require(lease, JobRole.Aggregator);
        return connection.EvaluateAsync(LedgerScript.BeginPublishing, [Keys.Job(lease.JobId)], [lease.Token, lease.Owner], cancellation);
    }

    public Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation)
    {
        if (state < DistributedJobState.Completed)
            throw new ArgumentException($"{state} is no end of a job", nameof(state));
        return connection.EvaluateAsync(
            LedgerScript.EndJob,
            [Keys.Job(lease.JobId), Keys.Unfinished, Keys.Outputs],
            [lease.JobId, lease.Role.ToString(), lease.Token, lease.Owner, state.ToString(), reason is not null, reason ?? ""],
            cancellation);
    }

    public Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation)
    {
        RoleCheck.Require(aggregator, JobRole.Aggregator);
        return connection.EvaluateAsync(
            LedgerScript.NoteFindings,
            [Keys.Job(aggregator.JobId), Keys.Findings(aggregator.JobId)],
            [aggregator.Token, aggregator.Owner, JsonSerializer.Serialize(findings, LedgerJson.Default.JobFindings)],
            cancellation);
    }

    public async Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation)
    {
        RedisValue findings = await connection
            .GuardAsync(database => database.StringGetAsync(Keys.Findings(jobId)), "find findings", cancellation).ConfigureAwait(false);
        return findings.IsNull ? null : JsonSerializer.Deserialize((string)findings!, LedgerJson.Default.JobFindings);
    }

    public Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation) => connection.EvaluateAsync(
        LedgerScript.Beat,
        [Keys.Workers, Keys.WorkersExpiry],
        [worker.Id, JsonSerializer.Serialize(worker, LedgerJson.Default.WorkerReport), LedgerTime.Microseconds(duration)],
        cancellation);

    public async Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation)
    {
        RedisResult reports = await connection
            .EvaluateAsync(LedgerScript.ListWorkers, [Keys.Workers, Keys.WorkersExpiry], [], cancellation).ConfigureAwait(false);
        return
        [
            .. ((string[])reports!).Select(Worker)
                .OrderBy(worker => worker.Report.Device, StringComparer.Ordinal)
                .ThenBy(worker => worker.Report.Id, StringComparer.Ordinal),
        ];
    }

    private static WorkerStatus Worker(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return new WorkerStatus(JsonSerializer.Deserialize(line[(space + 1)..], LedgerJson.Default.WorkerReport)!, LedgerTime.Read(line[..space]));
    }
}
