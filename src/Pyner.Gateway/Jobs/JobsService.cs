using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Pyner.Contracts.V1;
using Pyner.Gateway.Access;
using Pyner.Gateway.Errors;
using Pyner.Gateway.Hints;
using Pyner.Gateway.Paging;
using Pyner.Gateway.Starting;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>The calls about jobs. All of them read and write the ledger; nothing is kept here that a restart could lose.</summary>
[Authorize(Policy = AccessPolicies.Read)]
internal sealed partial class JobsService(
    IJobLedger ledger, JobRequests requests, JobMonitor monitor, IJobHints hints, GatewayOptions options, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<JobsService> logger)
    : Contracts.V1.Jobs.JobsBase
{
    private const int StandardPage = 20;
    private const int MostOnPage = 100;
    private const int MaxReason = 1000;
    private const string StandardReason = "cancelled on request";
    private const string ListQuery = "jobs";

    /// <inheritdoc/>
    [Authorize(Policy = AccessPolicies.Operate)]
    public override async Task<Job> StartJob(StartJobRequest request, ServerCallContext context)
    {
        JobRequests.CheckFields(request);
        string jobId = JobIds.For(request.RequestId, time.GetUtcNow());
        // Before anything is looked for on disk: it may have been moved since the job began, and whoever asks again is to get the job all the same.
        if (request.RequestId.Length > 0 && await ledger.FindAsync(jobId, context.CancellationToken) is { } known)
            return Complete(JobRequests.IsRepeated(known, request) ? known : throw UsedBefore(known));
        JobRequest asked = requests.Make(request, jobId);
        await CreateAsync(jobId, asked, context.CancellationToken);
        // Of two calls with one request_id at the same time only one created it.
        JobStatus created = await FindAsync(jobId, context.CancellationToken);
        if (created.Request with { Timestamp = asked.Timestamp, Trace = asked.Trace } != asked)
            throw UsedBefore(created);
        string caller = Caller(context);
        LogStarted(jobId, caller);
        hints.Started(jobId);
        return Complete(created);
    }

    /// <inheritdoc/>
    public override async Task<Job> GetJob(GetJobRequest request, ServerCallContext context)
    {
        JobStatus status = await FindAsync(request.JobId, context.CancellationToken);
        IReadOnlyList<WorkerStatus> workers = status.State.IsEnd() ? [] : await ledger.ListWorkersAsync(context.CancellationToken);
        return monitor.Complete(status, workers).ToContract();
    }

    /// <inheritdoc/>
    public override async Task<Contracts.V1.Findings> GetFindings(GetFindingsRequest request, ServerCallContext context)
    {
        await FindAsync(request.JobId, context.CancellationToken);
        return (await ledger.FindFindingsAsync(request.JobId, context.CancellationToken))?.ToContract() ?? new Contracts.V1.Findings();
    }

    /// <inheritdoc/>
    public override async Task<ListJobsResponse> ListJobs(ListJobsRequest request, ServerCallContext context)
    {
        int size = PageSize.Of(request.PageSize, StandardPage, MostOnPage);
        string? after = PageToken.Read(request.PageToken, ListQuery);
        // One more than shown tells whether there is another page.
        IReadOnlyList<string> ids = await ledger.ListAsync(after, size + 1, context.CancellationToken);
        JobStatus?[] jobs = await Task.WhenAll(ids.Take(size).Select(id => ledger.FindAsync(id, context.CancellationToken)));
        return new ListJobsResponse
        {
            Jobs = { jobs.OfType<JobStatus>().Select(Complete) },
            NextPageToken = ids.Count > size ? PageToken.Make(ids[size - 1], ListQuery) : "",
        };
    }

    /// <inheritdoc/>
    [Authorize(Policy = AccessPolicies.Operate)]
    public override async Task<Job> CancelJob(CancelJobRequest request, ServerCallContext context)
    {
        if (request.Reason.Length > MaxReason)
            throw RpcErrors.InvalidField("reason", $"reason is longer than {MaxReason} characters. Shorten it, or leave it out.");
        string reason = string.IsNullOrWhiteSpace(request.Reason) ? StandardReason : request.Reason;
        if (!await ledger.RequestCancelAsync(JobIds.Require(request.JobId), reason, context.CancellationToken))
            throw RpcErrors.UnknownJob(request.JobId);
        JobStatus status = await FindAsync(request.JobId, context.CancellationToken);
        string caller = Caller(context);
        LogCancelled(status.Id, caller);
        if (!status.State.IsEnd())
            hints.CancellationRequested(status.Id);
        return Complete(status);
    }

    /// <inheritdoc/>
    public override async Task WatchJob(WatchJobRequest request, IServerStreamWriter<JobUpdate> responseStream, ServerCallContext context)
    {
        JobStatus status = await FindAsync(request.JobId, context.CancellationToken);
        IReadOnlyList<WorkerStatus> workers = await ledger.ListWorkersAsync(context.CancellationToken);
        using JobSubscription subscription = monitor.Watch(status, workers);
        var watch = new JobWatch(subscription, responseStream, request.HasAfterRevision ? request.AfterRevision : null);
        await watch.RunAsync(lifetime.ApplicationStopping, context.CancellationToken);
    }

    private static string Caller(ServerCallContext context) => context.GetHttpContext().User.Identity?.Name ?? "";

    private async Task CreateAsync(string jobId, JobRequest asked, CancellationToken cancellation)
    {
        try
        {
            await ledger.CreateAsync(jobId, asked, options.MaxUnfinishedJobs, cancellation);
        }
        catch (JobRefusedException e)
        {
            // The ledger alone decides, at once for all gateways.
            if (e.Refusal == JobRefusal.TooManyJobs)
                throw RpcErrors.Exhausted("unfinished jobs", e.Message);
            string shown = RpcErrors.Shown(asked.OutputFolder);
            throw RpcErrors.FailedPrecondition("OUTPUT_FOLDER", shown, e.Message.Replace(asked.OutputFolder, shown, StringComparison.Ordinal));
        }
    }

    private Job Complete(JobStatus status) => monitor.Complete(status, []).ToContract();

    private async Task<JobStatus> FindAsync(string jobId, CancellationToken cancellation) =>
        await ledger.FindAsync(JobIds.Require(jobId), cancellation) ?? throw RpcErrors.UnknownJob(jobId);

    private static RpcException UsedBefore(JobStatus known) => RpcErrors.InvalidField(
        "request_id", $"request_id was used before, to start job '{known.Id}' with other options. Give a new one for a new job.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} was asked for by {Caller}")]
    private partial void LogStarted(string jobId, string caller);

    [LoggerMessage(Level = LogLevel.Information, Message = "Cancelling job {JobId} was asked for by {Caller}")]
    private partial void LogCancelled(string jobId, string caller);
}
