using Pyner.KnowledgeBase;
using Pyner.Pipeline.Devices;
using Pyner.Sra;

namespace Pyner.Pipeline;

/// <summary>The figures of one execution of a job. Counts are the whole job's, times and resources this execution's.</summary>
public sealed record BuildSummary
{
    /// <summary>Submissions merged.</summary>
    public long Submissions { get; init; }

    /// <summary>Submission files seen, rejected ones included, by kind.</summary>
    public IReadOnlyDictionary<SubmissionFileKind, long> Files { get; init; } = new Dictionary<SubmissionFileKind, long>();

    /// <summary>Files that are no submission files.</summary>
    public long IgnoredFiles { get; init; }

    /// <summary>Bytes of XML read from sample, experiment and run files.</summary>
    public long Bytes { get; init; }

    /// <summary>Experiments that count.</summary>
    public long Experiments { get; init; }

    /// <summary>Experiments without accession, title or strategy.</summary>
    public long ExperimentsMissingFields { get; init; }

    /// <summary>Samples that count.</summary>
    public long Samples { get; init; }

    /// <summary>Samples without organism.</summary>
    public long SamplesMissingFields { get; init; }

    /// <summary>Sequencing runs.</summary>
    public long Runs { get; init; }

    /// <summary>Distinct organisms.</summary>
    public long UniqueOrganisms { get; init; }

    /// <summary>Distinct library strategies.</summary>
    public long UniqueStrategies { get; init; }

    /// <summary>Distinct attribute tags.</summary>
    public long UniqueAttributes { get; init; }

    /// <summary>Rejected files by error code, in the codes' order.</summary>
    public IReadOnlyDictionary<string, long> RejectedByCode { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Files rejected.</summary>
    public long Rejected => RejectedByCode.Values.Sum();

    /// <summary>Batches merged.</summary>
    public long Batches { get; init; }

    /// <summary>Checkpoints in the ledger.</summary>
    public int Checkpoints { get; init; }

    /// <summary>Threads that worked.</summary>
    public int Threads { get; init; }

    /// <summary>What each device had of the batches that this execution merged, the largest share first.</summary>
    public IReadOnlyList<DeviceShare> Devices { get; init; } = [];

    /// <summary>Of <see cref="Submissions"/>, those that an earlier execution had merged.</summary>
    public long ResumedSubmissions { get; init; }

    /// <summary>Of <see cref="Bytes"/>, those that an earlier execution had read.</summary>
    public long ResumedBytes { get; init; }

    /// <summary>This execution's duration.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Processor time that this process used during the execution.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>The process's peak memory so far, in bytes.</summary>
    public long PeakMemory { get; init; }

    /// <summary>Submissions that this execution read, per second.</summary>
    public double SubmissionsPerSecond => PerSecond(Submissions - ResumedSubmissions);

    /// <summary>Bytes of XML that this execution read, per second.</summary>
    public double BytesPerSecond => PerSecond(Bytes - ResumedBytes);

    /// <summary>The counts of a partial; the figures of an execution are left at 0.</summary>
    internal static BuildSummary Of(Partial whole)
    {
        var rejected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (RejectedFile file in whole.Rejected)
            rejected[file.Code] = rejected.GetValueOrDefault(file.Code) + 1;
        Totals totals = whole.Totals;
        return new BuildSummary
        {
            Submissions = totals.Submissions,
            Files = Enum.GetValues<SubmissionFileKind>().ToDictionary(kind => kind, kind => totals[kind]),
            IgnoredFiles = totals.IgnoredFiles,
            Bytes = totals.Bytes,
            Experiments = totals.Experiments,
            ExperimentsMissingFields = totals.ExperimentsMissingFields,
            Samples = totals.Samples,
            SamplesMissingFields = totals.SamplesMissingFields,
            Runs = totals.Runs,
            UniqueOrganisms = whole.Organisms.Count,
            UniqueStrategies = whole.Strategies.Count,
            UniqueAttributes = whole.Attributes.Count,
            RejectedByCode = rejected,
        };
    }

    private double PerSecond(long figure) => Elapsed > TimeSpan.Zero ? figure / Elapsed.TotalSeconds : 0;
}
