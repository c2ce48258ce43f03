using Pyner.Sra;

namespace Pyner.KnowledgeBase.Tests;

/// <summary>One addition to a partial, made of small numbers that pick from pools of names: FsCheck can make, shrink and print it.</summary>
public sealed record Addition(AdditionKind Kind, int Left, int Right, int Submission, int Count)
{
    private static readonly string[] s_names =
    [
        "", "Homo sapiens", "homo sapiens", "WGS", "RNA-Seq", "[Clostridium] difficile", "Ä", "A\u0308", "\uE000", "\uFFFD", "\U0001F9EC",
        "\U00010000", "quote \" and \\", "tab\t", "line\nbreak", "<&>'+", "\u2028", "SRS000001",
    ];

    private static readonly string[] s_samples =
        ["SRS000001", "SRS1", "DRS999999999999", "SAMEA104", "", "srs000001", "SRS0000000000001", "ERS000001", "\U0001F9EC"];

    private static readonly SubmissionAccession[] s_submissions =
        [.. new[] { "SRA000001", "SRA999999", "SRA1000000", "DRA000001", "ERA000001", "ERA0000000001" }.Select(SubmissionAccession.Parse)];

    public string Name => Pick(s_names, Left);

    public string OtherName => Pick(s_names, Right);

    public string Sample => Pick(s_samples, Left);

    public SubmissionAccession Accession => Pick(s_submissions, Submission);

    public long Occurrences => 1 + (uint)Count % 1000;

    /// <summary>Builds a partial from additions.</summary>
    public static Partial Build(IEnumerable<Addition> additions)
    {
        Partial partial = new();
        foreach (Addition addition in additions)
            addition.AddTo(partial);
        return partial;
    }

    public void AddTo(Partial partial)
    {
        switch (Kind)
        {
            case AdditionKind.Total:
                AddTo(partial.Totals);
                break;
            case AdditionKind.File:
                partial.Totals[(SubmissionFileKind)((uint)Left % 6)] += Occurrences;
                break;
            case AdditionKind.Organism:
                partial.Organisms.Add(Name, Occurrences, Accession);
                break;
            case AdditionKind.Pair:
                partial.OrganismStrategies.Add(Name, OtherName, Occurrences, 1);
                break;
            case AdditionKind.Rejected:
                partial.Rejected.Add(ToRejected());
                break;
            case AdditionKind.OpenExperiments:
                partial.OpenJoins.AddExperiments(Accession, Sample, OtherName, Occurrences);
                break;
            case AdditionKind.OpenSample:
                partial.OpenJoins.AddSample(Accession, Sample, OtherName);
                break;
            default:
                CatalogOf(partial).Add(Name, Occurrences, 1);
                break;
        }
    }

    public Catalog CatalogOf(Partial partial) => Kind switch
    {
        AdditionKind.Strategy => partial.Strategies,
        AdditionKind.Source => partial.Sources,
        AdditionKind.Selection => partial.Selections,
        AdditionKind.Layout => partial.Layouts,
        AdditionKind.Platform => partial.Platforms,
        AdditionKind.InstrumentModel => partial.InstrumentModels,
        AdditionKind.Attribute => partial.Attributes,
        _ => throw new InvalidOperationException($"{Kind} has no catalog"),
    };

    private RejectedFile ToRejected() => new()
    {
        Accession = Accession,
        Kind = (SubmissionFileKind)((uint)Right % 6),
        Path = Name,
        Code = "code" + Right,
        Message = OtherName,
        Offset = Left % 2 == 0 ? null : Occurrences - 1,
        Line = Right % 2 == 0 ? null : Occurrences,
        Column = Submission % 2 == 0 ? null : long.MaxValue,
    };

    private void AddTo(Totals totals)
    {
        _ = ((uint)Left % 10) switch
        {
            0 => totals.Submissions += Occurrences,
            1 => totals.Experiments += Occurrences,
            2 => totals.ExperimentsMissingFields += Occurrences,
            3 => totals.Samples += Occurrences,
            4 => totals.SamplesMissingFields += Occurrences,
            5 => totals.Runs += Occurrences,
            6 => totals.MisplacedRecords += Occurrences,
            7 => totals.UnresolvedSampleReferences += Occurrences,
            8 => totals.IgnoredFiles += Occurrences,
            _ => totals.Bytes += Occurrences << 40,
        };
    }

    private static T Pick<T>(T[] pool, int number) => pool[(uint)number % (uint)pool.Length];
}
