using Pyner.Pipeline.Batches;

namespace Pyner.Pipeline;

/// <summary>How far a job is, at one moment. Its figures include what was merged before a resume, so they never pass the totals.</summary>
public sealed record BuildProgress
{
    /// <summary>What the job is doing.</summary>
    public BuildPhase Phase { get; init; }

    /// <summary>What is merged.</summary>
    public BatchFigures Figures { get; init; }

    /// <summary>Submissions read.</summary>
    public long Submissions => Figures.Submissions;

    /// <summary>How many there are to read, or null where that is not known before (a stream without a limit).</summary>
    public long? SubmissionsTotal { get; init; }

    /// <summary>Bytes of XML read from sample, experiment and run files.</summary>
    public long Bytes => Figures.Bytes;

    /// <summary>Of <see cref="Submissions"/>, those that checkpoints of an earlier execution had: rates must leave them out.</summary>
    public long ResumedSubmissions { get; init; }

    /// <summary>Of <see cref="Bytes"/>, those that checkpoints of an earlier execution had.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>Files rejected.</summary>
    public long Rejected => Figures.Rejected;

    /// <summary>Experiments that count.</summary>
    public long Experiments => Figures.Experiments;

    /// <summary>Samples that count.</summary>
    public long Samples => Figures.Samples;

    /// <summary>Sequencing runs.</summary>
    public long Runs => Figures.Runs;

    /// <summary>Checkpoints recorded, those of earlier executions included.</summary>
    public int Checkpoints { get; init; }

    /// <summary>How far the source file is consumed, in bytes; 0 where the source is no stream.</summary>
    public long SourceBytes { get; init; }

    /// <summary>Of <see cref="SourceBytes"/>, those that this execution did not read because it went on at a place behind them.</summary>
    public long SkippedSourceBytes { get; init; }

    /// <summary>Bytes of the source file, or null where the source is no stream.</summary>
    public long? SourceBytesTotal { get; init; }

    /// <summary>Since this execution began.</summary>
    public TimeSpan Elapsed { get; init; }
}
