namespace Pyner.Sra;

/// <summary>
/// The kinds of file a submission directory holds. Only <see cref="Sample"/>, <see cref="Experiment"/> and <see cref="Run"/> feed the catalogs.
/// </summary>
public enum SubmissionFileKind : byte
{
    /// <summary><c>ACC.submission.xml</c>: who submitted, and what was asked for.</summary>
    Submission,

    /// <summary><c>ACC.study.xml</c>.</summary>
    Study,

    /// <summary><c>ACC.sample.xml</c>: organisms and attributes.</summary>
    Sample,

    /// <summary><c>ACC.experiment.xml</c>: library strategy, source, selection, layout, platform.</summary>
    Experiment,

    /// <summary><c>ACC.run.xml</c>.</summary>
    Run,

    /// <summary><c>ACC.analysis.xml</c>.</summary>
    Analysis,
}
