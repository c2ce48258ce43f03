using Pyner.Gateway.Jobs;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class JobShareTests
{
    private static readonly JobStatus s_job = Examples.Running() with { SubmissionsTotal = null, Parsed = default };

    [Fact]
    public void Nothing_tells_how_much_is_done_of_a_source_of_unknown_size() => Assert.Null(JobShare.Of(s_job));

    [Fact]
    public void A_tree_is_measured_in_submissions() =>
        Assert.Equal(0.25, JobShare.Of(s_job with { SubmissionsTotal = 400, Parsed = new BatchFigures(100, 0, 0, 0, 0, 0) }));

    [Fact]
    public void A_stream_is_measured_by_what_the_workers_finished_and_not_by_what_the_scanner_read() =>
        Assert.Equal(0.1, JobShare.Of(s_job with { SourceBytes = 900, FinishedSourceBytes = 100, SourceBytesTotal = 1000 }));

    [Fact]
    public void A_limit_on_a_stream_is_reached_by_submissions_before_the_stream_ends() => Assert.Equal(
        0.5,
        JobShare.Of(s_job with { FinishedSourceBytes = 10, SourceBytesTotal = 1000, SubmissionsTotal = 200, Parsed = new BatchFigures(100, 0, 0, 0, 0, 0) }));

    [Fact]
    public void Once_all_is_planned_batches_tell_and_those_given_up_count_as_done() =>
        Assert.Equal(0.75, JobShare.Of(s_job with { PlanEnded = true, PlannedBatches = 8, ParsedBatches = 4, FailedBatches = 2 }));

    [Fact]
    public void Only_a_completed_job_is_wholly_done()
    {
        JobStatus done = s_job with { SubmissionsTotal = 100, Parsed = new BatchFigures(100, 0, 0, 0, 0, 0) };
        Assert.Equal(0.999, JobShare.Of(done));
        Assert.Equal(0.999, JobShare.Of(done with { State = DistributedJobState.Publishing }));
        Assert.Equal(0.999, JobShare.Of(done with { State = DistributedJobState.Failed }));
        Assert.Equal(1, JobShare.Of(done with { State = DistributedJobState.Completed }));
        Assert.Equal(1, JobShare.Of(s_job with { State = DistributedJobState.Completed }));
    }

    [Fact]
    public void An_empty_source_is_done_without_a_division_by_zero() => Assert.Equal(0.999, JobShare.Of(s_job with { SubmissionsTotal = 0 }));
}
