namespace Pyner.Corpus;

/// <summary>The kinds of file that a corpus holds.</summary>
public enum CorpusFileKind : byte
{
    /// <summary><c>ACC.submission.xml</c></summary>
    Submission,

    /// <summary><c>ACC.study.xml</c></summary>
    Study,

    /// <summary><c>ACC.sample.xml</c></summary>
    Sample,

    /// <summary><c>ACC.experiment.xml</c></summary>
    Experiment,

    /// <summary><c>ACC.run.xml</c></summary>
    Run,

    /// <summary><c>ACC.analysis.xml</c></summary>
    Analysis,

    /// <summary>A file that is no submission file, such as a README.</summary>
    Other,
}
