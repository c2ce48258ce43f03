using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>A job's progress, written by its thread and read by any.</summary>
internal sealed class ProgressBoard
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile BuildProgress _figures = new();
    private volatile SubmissionSource? _source;
    private long? _limit;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public BuildProgress Now => With(_figures, _source) with { Elapsed = Elapsed };

    public void Enter(BuildPhase phase) => _figures = _figures with { Phase = phase };

    public void Attach(SubmissionSource source, long? limit)
    {
        _limit = limit;
        _source = source;
    }

    /// <summary>The source is about to be closed: its last figures stay.</summary>
    public void Detach()
    {
        _figures = With(_figures, _source);
        _source = null;
    }

    public void Resume(Partial whole, int checkpoints)
    {
        Add(whole);
        BuildProgress figures = _figures;
        _figures = figures with { Checkpoints = checkpoints, ResumedSubmissions = figures.Submissions, ResumedBytes = figures.Bytes };
    }

    public void Add(Partial partial)
    {
        Totals totals = partial.Totals;
        BuildProgress figures = _figures;
        _figures = figures with
        {
            Submissions = figures.Submissions + totals.Submissions,
            Bytes = figures.Bytes + totals.Bytes,
            Rejected = figures.Rejected + partial.Rejected.Count,
            Experiments = figures.Experiments + totals.Experiments,
            Samples = figures.Samples + totals.Samples,
            Runs = figures.Runs + totals.Runs,
        };
    }

    public void Checkpoint() => _figures = _figures with { Checkpoints = _figures.Checkpoints + 1 };

    // The source's own figures are asked for at each look: a tree knows its submissions exactly only after it was planned.
    private BuildProgress With(BuildProgress figures, SubmissionSource? source) => source is null
        ? figures
        : figures with
        {
            SubmissionsTotal = source.SubmissionCount is long count ? Math.Min(count, _limit ?? count) : _limit,
            SourceBytes = source.ConsumedBytes,
            SkippedSourceBytes = source.SkippedBytes,
            SourceBytesTotal = source.TotalBytes,
        };
}
