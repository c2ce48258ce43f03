using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BuildOptionsTests
{
    private static readonly BuildOptions s_options = new() { SourcePath = "a", OutputFolder = "b" };

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(1, null, 1_000L)]
    [InlineData(2, null, 50_000L)]
    [InlineData(3, null, 500_000L)]
    [InlineData(null, 7L, 7L)]
    [InlineData(3, 7L, 7L)]
    [InlineData(1, 2_000L, 2_000L)]
    public void The_limit_stands_before_the_stage(int? stage, long? limit, long? expected) =>
        Assert.Equal(expected, (s_options with { Stage = stage, Limit = limit }).EffectiveLimit);

    [Fact]
    public void Stage_1_works_on_one_thread_unless_told_otherwise()
    {
        Assert.Equal(1, (s_options with { Stage = 1 }).EffectiveThreads);
        Assert.Equal(3, (s_options with { Stage = 1, Threads = 3 }).EffectiveThreads);
        Assert.Equal(Environment.ProcessorCount, s_options.EffectiveThreads);
        Assert.Equal(Environment.ProcessorCount, (s_options with { Stage = 2 }).EffectiveThreads);
    }

    [Fact]
    public void Defaults_are_those_of_the_original() =>
        Assert.Equal((100, 10_000L, false), (s_options.BatchSize, s_options.CheckpointEvery, s_options.Studies));

    public static TheoryData<BuildOptions, string> Wrong => new()
    {
        { s_options with { SourcePath = " " }, "source" },
        { s_options with { OutputFolder = "" }, "--out" },
        { s_options with { Stage = 0 }, "--stage 0" },
        { s_options with { Stage = 4 }, "--stage 4" },
        { s_options with { Limit = 0 }, "--limit 0" },
        { s_options with { Threads = 0 }, "--threads 0" },
        { s_options with { Threads = 1025 }, "--threads 1025" },
        { s_options with { BatchSize = 0 }, "--batch-size 0" },
        { s_options with { BatchSize = 100_001 }, "--batch-size 100001" },
        { s_options with { CheckpointEvery = 0 }, "--checkpoint-every 0" },
        { s_options with { CheckpointEvery = 1_000_001 }, "Give 1 to 1000000 submissions" },
        { s_options with { CheckpointEvery = long.MaxValue }, "Give 1 to 1000000 submissions" },
        { s_options with { BatchSize = 1, CheckpointEvery = 100_001 }, "with --batch-size 1 is more than 100000 batches. Give --checkpoint-every 100000 at most" },
        { s_options with { Resume = true, Restart = true }, "--resume and --restart" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_out_of_range_is_named(BuildOptions options, string named) =>
        Assert.Contains(named, Assert.Throws<JobException>(options.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_in_range_passes()
    {
        s_options.Validate();
        (s_options with { Stage = 3, Limit = 1, Threads = 1024, BatchSize = 100_000, CheckpointEvery = 1, Resume = true }).Validate();
        (s_options with { BatchSize = 1 }).Validate();
        (s_options with { BatchSize = 1, CheckpointEvery = 100_000 }).Validate();
        (s_options with { BatchSize = 10, CheckpointEvery = 1_000_000 }).Validate();
    }
}
