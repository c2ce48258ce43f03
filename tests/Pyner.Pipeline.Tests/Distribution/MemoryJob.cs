using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A job in a <see cref="MemoryLedger"/>.</summary>
internal sealed class MemoryJob(string id, JobRequest request, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public DistributedJobState State { get; set; }

    public string? Reason { get; set; }

    public bool CancelRequested { get; set; }

    public JobIdentity? Identity { get; set; }

    public long Planned { get; set; }

    public long PlannedSubmissions { get; set; }

    public bool PlanEnded { get; set; }

    public long? SubmissionsTotal { get; set; }

    public long SourceBytes { get; set; }

    public long? SourceBytesTotal { get; set; }

    public long LastToken { get; set; }

    public Dictionary<JobRole, (RoleLease Lease, DateTimeOffset Until)> Roles { get; private init; } = [];

    public Dictionary<long, MemoryBatchState> Batches { get; private init; } = [];

    public List<FailedBatch> Failures { get; private init; } = [];

    public List<Checkpoint> Checkpoints { get; private init; } = [];

    public List<byte[]?> Deltas { get; private init; } = [];

    public List<JobFindings> Findings { get; private init; } = [];

    public bool IsAtEnd => State.IsEnd();

    public void DropContents()
    {
        Batches.Clear();
        Deltas.Clear();
    }

    public JobStatus Status(DateTimeOffset now) => new()
    {
        Id = Id,
        Request = request,
        State = State,
        Revision = 0,
        CancelRequested = CancelRequested,
        Reason = Reason,
        CreatedAt = createdAt,
        StartedAt = Identity is null ? null : createdAt,
        Identity = Identity,
        SubmissionsTotal = SubmissionsTotal,
        SourceBytes = SourceBytes,
        SourceBytesTotal = SourceBytesTotal,
        PlanEnded = PlanEnded,
        PlannedBatches = Planned,
        PlannedSubmissions = PlannedSubmissions,
        LeasedBatches = Batches.Values.Count(batch => !batch.IsFinished && !batch.Waits(now)),
        ParsedBatches = Batches.Values.Count(batch => batch.IsFinished && batch.Failure is null),
        FailedBatches = Failures.Count,
        Failures = [.. Failures],
        MergedBatches = Checkpoints.Count == 0 ? 0 : Checkpoints[^1].EndBatch,
        MergedSubmissions = Checkpoints.Count == 0 ? 0 : Checkpoints[^1].Submissions,
        Checkpoints = Checkpoints.Count,
    };

    public MemoryJob Copy() => new(Id, request, createdAt)
    {
        State = State,
        Reason = Reason,
        CancelRequested = CancelRequested,
        Identity = Identity,
        Planned = Planned,
        PlannedSubmissions = PlannedSubmissions,
        PlanEnded = PlanEnded,
        SubmissionsTotal = SubmissionsTotal,
        SourceBytes = SourceBytes,
        SourceBytesTotal = SourceBytesTotal,
        LastToken = LastToken,
        Roles = new(Roles),
        Batches = Batches.ToDictionary(pair => pair.Key, pair => pair.Value.Copy()),
        Failures = [.. Failures],
        Checkpoints = [.. Checkpoints],
        Deltas = [.. Deltas],
        Findings = [.. Findings],
    };
}
