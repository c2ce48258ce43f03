using Pyner.Sra;

namespace Pyner.KnowledgeBase.Tests.Publishing;

/// <summary>A small whole with something of everything, made by hand.</summary>
internal static class Example
{
    public static readonly DateTimeOffset Timestamp = DateTimeOffset.FromUnixTimeSeconds(1767225600);

    public static Partial Whole()
    {
        SubmissionAccession one = SubmissionAccession.Parse("SRA999999");
        SubmissionAccession two = SubmissionAccession.Parse("SRA1000000");
        SubmissionAccession three = SubmissionAccession.Parse("DRA000001");
        Partial whole = new();
        Totals totals = whole.Totals;
        totals.Submissions = 3;
        totals.Experiments = 5;
        totals.ExperimentsMissingFields = 2;
        totals.Samples = 6;
        totals.SamplesMissingFields = 1;
        totals.Runs = 9;
        totals.MisplacedRecords = 4;
        whole.Organisms.Add("Homo sapiens", 3, two);
        whole.Organisms.Add("Homo sapiens", 1, one);
        whole.Organisms.Add("Zea mays", 1, three);
        whole.Organisms.Add("Ä \"<&>'\" \\ \U0001F9EC", 1, three);
        whole.Strategies.Add("WGS", 3, 2);
        whole.Strategies.Add("rna seq", 2, 1);
        whole.Sources.Add("GENOMIC", 4, 2);
        whole.Sources.Add("", 1, 1);
        whole.Selections.Add("RANDOM", 5, 3);
        whole.Layouts.Add("PAIRED", 5, 3);
        whole.Platforms.Add("ILLUMINA", 5, 3);
        whole.InstrumentModels.Add("Illumina HiSeq 9000", 4, 2);
        whole.Attributes.Add("strain", 2, 2);
        whole.Attributes.Add("geo loc", 2, 1);
        whole.OpenJoins.AddExperiments(one, "SRS000001", "WGS", 1);
        whole.OpenJoins.AddSample(one, "SRS000001", "Homo sapiens");
        whole.OpenJoins.AddExperiments(two, "SRS000002", "WGS", 1);
        whole.OpenJoins.AddExperiments(two, "SRS000002", "rna seq", 1);
        whole.OpenJoins.AddSample(two, "SRS000002", "Homo sapiens");
        whole.OpenJoins.AddExperiments(three, "SRS000003", "rna seq", 1);
        whole.OpenJoins.AddSample(three, "SRS000003", "Zea mays");
        whole.OpenJoins.AddExperiments(three, "SRS000001", "WGS", 1);
        whole.Rejected.Add(new RejectedFile
        {
            Accession = two,
            Kind = SubmissionFileKind.Sample,
            Path = "SRA1000000/SRA1000000.sample.xml",
            Code = "tag_mismatch",
            Message = "</SAMPLE> closes <SAMPLE_SET>",
            Offset = 120,
            Line = 4,
            Column = 7,
        });
        whole.Rejected.Add(new RejectedFile
        {
            Accession = three,
            Kind = SubmissionFileKind.Run,
            Path = "DRA000001/DRA000001.run.xml",
            Code = "unreadable",
            Message = "Permission denied",
        });
        whole.OpenJoins.Resolve();
        return whole;
    }
}
