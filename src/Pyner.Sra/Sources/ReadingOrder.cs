namespace Pyner.Sra.Sources;

/// <summary>The order in which a source that can choose hands out a submission's files.</summary>
internal static class ReadingOrder
{
    /// <summary>Samples before experiments, so that an experiment's sample is known when it comes; the kinds that only count come last.</summary>
    public static SubmissionFileKind[] Kinds { get; } =
    [
        SubmissionFileKind.Sample,
        SubmissionFileKind.Experiment,
        SubmissionFileKind.Run,
        SubmissionFileKind.Submission,
        SubmissionFileKind.Study,
        SubmissionFileKind.Analysis,
    ];
}
