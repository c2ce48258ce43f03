using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>A job's progress, written by its thread and read by any.</summary>
internal sealed class ProgressBoard
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile BuildProgress _progress = new();
    private volatile SubmissionSource? _source;
    private long? _limit;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public BuildProgress Now => With(_progress, _source) with { Elapsed = Elapsed };

    public void Enter(BuildPhase phase) => _progress = _progress with { Phase = phase };

    public void Attach(SubmissionSource source, long? limit)
    {
        _limit = limit;
        _source = source;
    }

    /// <summary>The source is about to be closed: its last figures stay.</summary>
    public void Detach()
    {
        _progress = With(_progress, _source);
        _source = null;
    }

    public void Resume(Partial whole, int checkpoints)
    {
        Add(whole);
        BuildProgress progress = _progress;
        _progress = progress with { Checkpoints = checkpoints, ResumedSubmissions = progress.Submissions, ResumedBytes = progress.Bytes };
    }

    public void Add(Partial partial) => _progress = _progress with { Figures = _progress.Figures + BatchFigures.Of(partial) };

    public void Checkpoint() => _progress = _progress with { Checkpoints = _progress.Checkpoints + 1 };

    // The source's own figures are asked for at each look: a tree knows its submissions exactly only after it was planned.
    private BuildProgress With(BuildProgress progress, SubmissionSource? source) => source is null
        ? progress
        : progress with
        {
            SubmissionsTotal = source.SubmissionCount is long count ? Math.Min(count, _limit ?? count) : _limit,
            SourceBytes = source.ConsumedBytes,
            SkippedSourceBytes = source.SkippedBytes,
            SourceBytesTotal = source.TotalBytes,
        };
}
