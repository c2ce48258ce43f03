using Pyner.Gateway.Jobs;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class SpeedWindowTests
{
    private readonly ManualTime _time = new();
    private readonly SpeedWindow _window;
    private JobStatus _job;

    public SpeedWindowTests()
    {
        _window = new SpeedWindow(_time);
        _job = Examples.Running() with { StartedAt = _time.GetUtcNow(), Parsed = default, Devices = [], SubmissionsTotal = 10_000 };
    }

    [Fact]
    public void Nothing_is_said_of_a_job_that_has_just_begun()
    {
        Look(0.5, 50);
        Assert.Equal(JobSpeed.Unknown, _window.Of(_job));
    }

    [Fact]
    public void A_steady_job_goes_as_fast_as_it_does_and_ends_when_it_is_due()
    {
        for (int second = 0; second < 60; second++)
            Look(1, 100);
        JobSpeed speed = _window.Of(_job);
        Assert.Equal(new Speed(100, 100_000), speed.Whole);
        Assert.Equal(TimeSpan.FromSeconds(40), speed.Remaining);
    }

    [Fact]
    public void What_happened_long_ago_does_not_count()
    {
        for (int second = 0; second < 60; second++)
            Look(1, 10);
        for (int second = 0; second < 31; second++)
            Look(1, 100);
        Assert.Equal(100, _window.Of(_job).Whole!.Value.Submissions, 0.001);
    }

    [Fact]
    public void A_job_that_stands_still_has_no_time_left_to_tell()
    {
        for (int second = 0; second < 20; second++)
            Look(1, 100);
        for (int second = 0; second < 40; second++)
            Look(1, 0);
        JobSpeed speed = _window.Of(_job);
        Assert.Equal(0, speed.Whole!.Value.Submissions);
        Assert.Null(speed.Remaining);
    }

    [Fact]
    public void Each_device_has_its_own_speed()
    {
        for (int second = 0; second < 40; second++)
        {
            Look(1, 100);
            long done = second + 1;
            _job = _job with
            {
                Devices =
                [
                    new DeviceShare("cuda:0", done, new BatchFigures(done * 70, 0, 0, 0, 0, 0), default),
                    new DeviceShare("cpu", done, new BatchFigures(done * 30, 0, 0, 0, 0, 0), default),
                ],
            };
        }
        _window.Add(_job);
        IReadOnlyDictionary<string, Speed> devices = _window.Of(_job).Devices;
        // What was parsed after the last look is in the figures, and its time is not: one look in thirty.
        Assert.InRange(devices["cuda:0"].Submissions, 70, 73);
        Assert.InRange(devices["cpu"].Submissions, 30, 32);
    }

    [Fact]
    public void Without_a_window_the_average_since_the_start_counts_and_at_the_end_that_of_the_whole()
    {
        _time.Pass(100);
        _job = _job with { Parsed = new BatchFigures(2500, 1000, 0, 0, 0, 0) };
        JobSpeed speed = _window.Of(_job);
        Assert.Equal((25.0, 300.0), (speed.Whole!.Value.Submissions, speed.Remaining!.Value.TotalSeconds));
        _job = _job with { State = DistributedJobState.Failed, EndedAt = _job.StartedAt!.Value.AddSeconds(50) };
        speed = _window.Of(_job);
        Assert.Equal(50, speed.Whole!.Value.Submissions);
        Assert.Null(speed.Remaining);
    }

    [Fact]
    public void A_ledger_whose_clock_is_ahead_gives_no_speed_rather_than_a_wrong_one()
    {
        _job = _job with { StartedAt = _time.GetUtcNow().AddSeconds(5), Parsed = new BatchFigures(2500, 1000, 0, 0, 0, 0) };
        Assert.Equal(JobSpeed.Unknown, _window.Of(_job));
    }

    private void Look(double seconds, long submissions)
    {
        _window.Add(_job);
        _time.Pass(seconds);
        BatchFigures parsed = _job.Parsed;
        _job = _job with { Parsed = parsed with { Submissions = parsed.Submissions + submissions, Bytes = parsed.Bytes + (submissions * 1000) } };
    }
}
