using System.Diagnostics;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Execution;

namespace Pyner.Pipeline.Telemetry;

/// <summary>
/// The spans of the services' work. Each batch has a trace of its own, which begins with its plan and goes with it through the ledger: what a worker and an
/// aggregator do with it is in the same trace, however often its messages got lost or were repeated. What happens once for a job is in the trace of the call
/// that asked for it. Where nobody listens there is no span and no trace.
/// </summary>
public static class PipelineTracing
{
    /// <summary>Name of the spans' source.</summary>
    internal const string SourceName = "Pyner.Pipeline";

    internal const string PlanName = "plan batch";
    internal const string AnnounceName = "announce batch again";
    internal const string ParseName = "parse batch";
    internal const string MergeName = "merge batch";
    internal const string CheckpointName = "record checkpoint";
    internal const string PublishName = "publish knowledge base";

    private const string Job = "pyner.job.id";
    private const string Ordinal = "pyner.batch.ordinal";
    private const string Id = "pyner.batch.id";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>Begins a batch's trace.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="batch">The batch, as it was read.</param>
    /// <param name="jobTrace">The job's trace, to which the batch's has a link.</param>
    /// <param name="started">When its planning began.</param>
    internal static Activity? Plan(string jobId, PlannedBatch batch, string? jobTrace, DateTimeOffset started)
    {
        // Whatever the scanner is in the middle of, this is a trace of its own.
        Activity.Current = null;
        ActivityLink[]? links = Read(jobTrace) is { } job ? [new ActivityLink(job)] : null;
        return Describe(s_source.StartActivity(PlanName, ActivityKind.Internal, default(ActivityContext), null, links, started), jobId, batch.Ordinal, batch.Id)
            ?.SetTag("pyner.batch.submissions", batch.Submissions);
    }

    /// <summary>Goes on with the trace of a batch that is announced again.</summary>
    internal static Activity? Announce(BatchPosition batch) => Start(AnnounceName, batch.JobId, batch.Ordinal, batch.Id, batch.Trace);

    /// <summary>Goes on with the trace of a batch that is parsed.</summary>
    internal static Activity? Parse(BatchLease lease, string workerId) =>
        Start(ParseName, lease.JobId, lease.Ordinal, lease.BatchId, lease.Trace)?.SetTag("pyner.worker.id", workerId);

    /// <summary>Goes on with the trace of a batch that is merged.</summary>
    internal static Activity? Merge(string jobId, FinishedBatch batch) => Start(MergeName, jobId, batch.Ordinal, batch.Id, batch.Trace);

    /// <summary>Goes on with the trace of a job.</summary>
    internal static Activity? OfJob(string name, string jobId, string? trace) =>
        s_source.StartActivity(name, ActivityKind.Internal, Read(trace) ?? default)?.SetTag(Job, jobId);

    /// <summary>Says what became of a batch in a worker's hands.</summary>
    internal static void Outcome(Activity? activity, BatchResult result)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("pyner.batch.outcome", result.Outcome.ToString());
        if (result.Parsed is { } parsed)
        {
            activity.SetTag("pyner.device", parsed.Device).SetTag("pyner.batch.bytes", parsed.Figures.Bytes)
                .SetTag("pyner.batch.rejected", parsed.Figures.Rejected);
        }
        if (result.Failure is { } failure)
            Fail(activity, failure.Message);
    }

    /// <summary>Marks what a span is about as failed.</summary>
    internal static void Fail(Activity? activity, string reason) => activity?.SetStatus(ActivityStatusCode.Error, reason);

    private static Activity? Start(string name, string jobId, long ordinal, BatchId id, string? trace)
    {
        ActivityContext? parent = Read(trace);
        // The message that brought it may be in another trace, where the batch was announced by one who did not know its own.
        ActivityLink[]? links = parent is not null && Activity.Current is { } current && current.TraceId != parent.Value.TraceId
            ? [new ActivityLink(current.Context)]
            : null;
        return Describe(s_source.StartActivity(name, ActivityKind.Internal, parent ?? default, null, links), jobId, ordinal, id);
    }

    private static Activity? Describe(Activity? activity, string jobId, long ordinal, BatchId id) => activity is { IsAllDataRequested: true }
        ? activity.SetTag(Job, jobId).SetTag(Ordinal, ordinal).SetTag(Id, id.ToString())
        : activity;

    private static ActivityContext? Read(string? trace) =>
        trace is not null && ActivityContext.TryParse(trace, null, isRemote: true, out ActivityContext context) ? context : null;
}
