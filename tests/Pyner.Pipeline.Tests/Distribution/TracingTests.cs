using System.Collections.Concurrent;
using System.Diagnostics;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Telemetry;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A batch's trace goes with the batch, and not with its messages.</summary>
public sealed class TracingTests : IClassFixture<RealSources>
{
    private readonly RealSources _sources;

    public TracingTests(RealSources sources) => _sources = sources;

    [Fact]
    public async Task Whatever_happens_to_its_messages_a_batch_has_one_trace_from_plan_to_merge()
    {
        string jobId = Guid.NewGuid().ToString("N");
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = Listen(spans);
        using var services = new ServicesHarness(new LossyMessages(7, lost: 0.5, twice: 0.5));
        var call = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        string trace = $"00-{call.TraceId}-{call.SpanId}-01";
        await services.StartAsync(jobId, services.Request(_sources["tree"]) with { Trace = trace });
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync(jobId);
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));

        Activity[] own = [.. spans.Where(span => Equals(span.GetTagItem("pyner.job.id"), jobId))];
        Activity[] plans = [.. own.Where(span => span.OperationName == PipelineTracing.PlanName)];
        Assert.Equal(status.PlannedBatches, plans.Length);
        Assert.Equal(plans.Length, plans.DistinctBy(plan => plan.TraceId).Count());
        Assert.All(plans, plan =>
        {
            Assert.Equal(default, plan.ParentSpanId);
            Assert.Equal(call.TraceId, Assert.Single(plan.Links).Context.TraceId);
            Activity[] rest = [.. own.Where(span => span.TraceId == plan.TraceId && span != plan)];
            Assert.All(rest, span => Assert.Equal((plan.SpanId, plan.GetTagItem("pyner.batch.id")), (span.ParentSpanId, span.GetTagItem("pyner.batch.id"))));
            Assert.Single(rest, span => span.OperationName == PipelineTracing.MergeName);
            Assert.Single(rest, span => span.OperationName == PipelineTracing.ParseName && Equals(span.GetTagItem("pyner.batch.outcome"), "Parsed"));
        });
        Assert.Contains(own, span => span.OperationName == PipelineTracing.AnnounceName);
        Activity[] ofJob = [.. own.Where(span => span.OperationName is PipelineTracing.CheckpointName or PipelineTracing.PublishName)];
        Assert.Equal(status.Checkpoints + 1, ofJob.Length);
        Assert.All(ofJob, span => Assert.Equal((call.TraceId, call.SpanId), (span.TraceId, span.ParentSpanId)));
    }

    [Fact]
    public async Task Where_nobody_listens_a_batch_has_no_trace()
    {
        using var services = new ServicesHarness();
        await services.StartAsync("job", services.Request(_sources["tree"]));
        await using HeldRole scanner = await services.TakeAsync("job", JobRole.Scanner);
        using var end = new CancellationTokenSource();
        Task scan = services.ScanAsync(scanner, end.Token);
        await services.WaitAsync("job", status => status.PlanEnded);
        BatchLease lease = (await services.Ledger.TryLeaseAsync("job", 0, "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))!;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan);
        Assert.Null(lease.Trace);
    }

    [Fact]
    public async Task A_batch_that_can_t_be_read_says_so_in_its_trace_every_time()
    {
        string jobId = Guid.NewGuid().ToString("N");
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = Listen(spans);
        HashSet<string> gone = [Path.GetFileName(Directory.GetDirectories(_sources["tree"]).Order(StringComparer.Ordinal).First())];
        using var services = new ServicesHarness { CreateParser = () => new FaultyBatchesParser(JobPorts.Default.CreateParser(), gone) };
        await services.StartAsync(jobId, services.Request(_sources["tree"]));
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        await services.EndOfAsync(jobId);
        Activity[] failed = [.. spans.Where(span => Equals(span.GetTagItem("pyner.job.id"), jobId) && span.Status == ActivityStatusCode.Error)];
        Assert.Single(failed.Select(span => span.TraceId).Distinct());
        object?[] outcomes =
            [.. failed.Where(span => span.OperationName == PipelineTracing.ParseName).OrderBy(span => span.StartTimeUtc).Select(span => span.GetTagItem("pyner.batch.outcome"))];
        Assert.True(outcomes.Length > 1, "it was not tried again");
        Assert.Equal([.. Enumerable.Repeat("Unreadable", outcomes.Length - 1), "GivenUp"], outcomes);
        Assert.Single(failed, span => span.OperationName == PipelineTracing.MergeName);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
