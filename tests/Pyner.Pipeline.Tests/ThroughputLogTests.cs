using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Reports;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class ThroughputLogTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void However_long_a_job_takes_its_course_is_a_few_hundred_points_from_beginning_to_end(int batches)
    {
        TimeSpan now = TimeSpan.Zero;
        var log = new ThroughputLog([], TimeSpan.Zero, 0, 0, () => now);
        for (int i = 1; i <= batches; i++)
        {
            now = TimeSpan.FromSeconds(i * 0.5);
            log.Note(i * 100L, i * 5_000L);
        }
        IReadOnlyList<ThroughputPoint> points = log.Points;
        Assert.InRange(points.Count, Math.Min(batches, ThroughputLog.Most / 4), ThroughputLog.Most);
        Assert.Equal(new ThroughputPoint(1, 0, 0, 0), points[0]);
        Assert.Equal(new ThroughputPoint(1, batches * 0.5, batches * 100L, batches * 5_000L), points[^1]);
        // Every point is one that was noted, and none stands twice.
        Assert.All(points, point => Assert.Equal(point.Submissions * 0.005, point.Seconds, 6));
        Assert.Equal(points.Select(point => point.Seconds).Distinct().Order(), points.Select(point => point.Seconds));
    }

    [Fact]
    public void A_hundred_executions_stay_a_few_hundred_points_and_the_last_one_keeps_its_end()
    {
        IReadOnlyList<ThroughputPoint> points = [];
        for (int execution = 1; execution <= 200; execution++)
        {
            TimeSpan now = TimeSpan.Zero;
            int done = (execution - 1) * 300;
            var log = new ThroughputLog(points, TimeSpan.FromSeconds(execution * 1_000), done, done * 10, () => now);
            for (int i = 1; i <= 300; i++)
            {
                now = TimeSpan.FromSeconds(i);
                log.Note(done + i, (done + i) * 10);
            }
            points = log.Points;
            Assert.InRange(points.Count, 2, ThroughputLog.Most);
        }
        Assert.Equal(new ThroughputPoint(200, 200_300, 60_000, 600_000), points[^1]);
        Assert.Equal(points.OrderBy(point => point.Seconds), points);
    }

    [Fact]
    public void An_execution_does_not_begin_before_the_one_before_it_ended_though_the_clock_was_set_back()
    {
        ThroughputPoint[] earlier = [new(1, 0, 0, 0), new(1, 50, 10, 100)];
        var log = new ThroughputLog(earlier, TimeSpan.FromSeconds(-3_600), 10, 100);
        Assert.Equal(new ThroughputPoint(2, 50, 10, 100), log.Points[^1]);
    }

    [Fact]
    public void The_plot_leaves_out_pauses_and_says_nothing_where_nothing_is_known()
    {
        // 10 s at 100/s, of which only a checkpoint is left; a pause of an hour; 10 s at 300/s and 3 kB/s.
        Course course = Course.Of(
            [new(1, 0, 0, 0), new(1, 10, 1_000, null), new(2, 3_610, 1_000, 9_000), new(2, 3_615, 2_500, 24_000), new(2, 3_620, 4_000, 39_000)]);
        Assert.Equal(20, course.Seconds);
        Assert.Equal([10.0], course.Resumptions);
        Assert.Equal(3, course.Pieces.Count);
        Assert.Equal(4_000, course.Pieces.Sum(piece => piece.SubmissionsPerSecond * (piece.End - piece.Begin)), 6);
        Assert.Equal(100, course.Pieces[0].SubmissionsPerSecond, 6);
        Assert.Null(course.Pieces[0].BytesPerSecond);
        Assert.Null(course.Pieces[1].BytesPerSecond);
        Assert.Equal(300, course.Pieces[2].SubmissionsPerSecond, 6);
        Assert.Equal(3_000, course.Pieces[2].BytesPerSecond!.Value, 6);
    }
}
