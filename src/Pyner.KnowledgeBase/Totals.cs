using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>The figures that are no catalog. All start at 0 and only grow.</summary>
public sealed class Totals
{
    private readonly long[] _files = new long[Enum.GetValues<SubmissionFileKind>().Length];

    /// <summary>Distinct submissions, whatever files they have. Counted by whoever sees a submission's first group of files.</summary>
    public long Submissions { get; set; }

    /// <summary>Experiments that count: they have an accession, a title and a strategy.</summary>
    public long Experiments { get; set; }

    /// <summary>Experiments that lack an accession, a title or a strategy, and are in no catalog.</summary>
    public long ExperimentsMissingFields { get; set; }

    /// <summary>Samples that count: they have an organism.</summary>
    public long Samples { get; set; }

    /// <summary>Samples without an organism, which are in no catalog.</summary>
    public long SamplesMissingFields { get; set; }

    /// <summary>Sequencing runs.</summary>
    public long Runs { get; set; }

    /// <summary>Records found in a file of another kind, such as a SAMPLE in an experiment file. They are in no catalog.</summary>
    public long MisplacedRecords { get; set; }

    /// <summary>Counted experiments that point to no counted sample of their submission.</summary>
    public long UnresolvedSampleReferences { get; set; }

    /// <summary>Files of the source that are no submission file.</summary>
    public long IgnoredFiles { get; set; }

    /// <summary>Bytes of XML in the sample, experiment and run files that were read.</summary>
    public long Bytes { get; set; }

    /// <summary>Submission files of a kind, rejected ones included.</summary>
    public long this[SubmissionFileKind kind]
    {
        get => _files[(int)kind];
        set => _files[(int)kind] = value;
    }

    /// <summary>Adds the figures of other submissions.</summary>
    /// <exception cref="OverflowException">A sum exceeds 63 bits, which no true count does.</exception>
    public void Add(Totals other)
    {
        checked
        {
            Submissions += other.Submissions;
            Experiments += other.Experiments;
            ExperimentsMissingFields += other.ExperimentsMissingFields;
            Samples += other.Samples;
            SamplesMissingFields += other.SamplesMissingFields;
            Runs += other.Runs;
            MisplacedRecords += other.MisplacedRecords;
            UnresolvedSampleReferences += other.UnresolvedSampleReferences;
            IgnoredFiles += other.IgnoredFiles;
            Bytes += other.Bytes;
            for (int i = 0; i < _files.Length; i++)
                _files[i] += other._files[i];
        }
    }
}
