namespace Pyner.Verification;

/// <summary>The kinds of submission file, told by name: <c>ACC.sample.xml</c> is a <see cref="Sample"/> file.</summary>
public enum DocumentKind
{
    /// <summary><c>ACC.submission.xml</c>: counted by kind, and read where descriptions are.</summary>
    Submission,

    /// <summary><c>ACC.study.xml</c>: counted by kind, and read where descriptions are.</summary>
    Study,

    /// <summary><c>ACC.sample.xml</c>: organisms and attributes.</summary>
    Sample,

    /// <summary><c>ACC.experiment.xml</c>: library strategy, source, selection, layout, platform.</summary>
    Experiment,

    /// <summary><c>ACC.run.xml</c>.</summary>
    Run,

    /// <summary><c>ACC.analysis.xml</c>: counted by kind, not read.</summary>
    Analysis,
}
