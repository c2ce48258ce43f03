using System.ComponentModel.DataAnnotations;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Aggregator;

/// <summary>The aggregator's options: environment variables <c>Aggregator__Name</c>, or <c>Aggregator:Name</c> in any other configuration.</summary>
internal sealed class AggregatorOptions
{
    public const string Section = "Aggregator";

    /// <summary>How long a job stays with an aggregator that says nothing.</summary>
    [Range(0.1, 86_400, ErrorMessage = "must be 0.1 to 86400 seconds.")]
    public double LeaseSeconds { get; set; } = 30;

    /// <summary>How often it looks for jobs, where no message wakes it.</summary>
    [Range(0.01, 3_600, ErrorMessage = "must be 0.01 to 3600 seconds.")]
    public double PollSeconds { get; set; } = 2;

    /// <summary>How often it looks for finished batches of a job, where no message wakes it.</summary>
    [Range(0.01, 3_600, ErrorMessage = "must be 0.01 to 3600 seconds.")]
    public double BatchPollSeconds { get; set; } = 0.5;

    /// <summary>Finished batches that it fetches at a time.</summary>
    [Range(1, 10_000, ErrorMessage = "must be 1 to 10000 batches.")]
    public int ReadAhead { get; set; } = 16;

    /// <summary>Jobs at a time. Each has its knowledge base in memory.</summary>
    [Range(1, 1_000, ErrorMessage = "must be 1 to 1000 jobs.")]
    public int MaxJobs { get; set; } = 4;

    /// <summary>How long it goes on trying where the outputs can't be written.</summary>
    [Range(0, 604_800, ErrorMessage = "must be 0 to 604800 seconds.")]
    public double PublishPatienceSeconds { get; set; } = 600;

    public AggregationOptions ToAggregationOptions() => new()
    {
        PollInterval = TimeSpan.FromSeconds(BatchPollSeconds),
        ReadAhead = ReadAhead,
        PublishPatience = TimeSpan.FromSeconds(PublishPatienceSeconds),
    };

    public RoleLoopOptions ToLoopOptions() => new()
    {
        Role = JobRole.Aggregator,
        Owner = RoleLoopOptions.UniqueOwner(JobRole.Aggregator),
        LeaseDuration = TimeSpan.FromSeconds(LeaseSeconds),
        PollInterval = TimeSpan.FromSeconds(PollSeconds),
        MaxJobs = MaxJobs,
    };
}
