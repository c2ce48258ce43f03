using Pyner.Corpus.Content;
using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Documents;

/// <summary>
/// What a submission is about, decided before any of its files is written, so that the files agree and do not depend on each other.
/// </summary>
internal sealed class SubmissionPlan
{
    private readonly ulong _organismSeed;

    public SubmissionPlan(CorpusOptions options, long index)
    {
        Index = index;
        var random = CorpusRandom.For(options.Seed, index, RandomPurpose.Plan);
        // The stream's first word chose the archive; drawing it again would tie everything else to that choice.
        random.Next();
        Archive = CorpusAccession.ArchiveOf(options, index);
        Accession = CorpusAccession.Submission(Archive, index);
        Kind = (Archive switch
        {
            CorpusArchive.Ncbi => ProjectKind.Ncbi,
            CorpusArchive.Ena => ProjectKind.Ena,
            _ => ProjectKind.Ddbj,
        }).Pick(random);
        Center = Kind.IsGeo ? "GEO" : Phrases.Center(random);

        Experiments = SubmissionSize.Of(options.Seed, index, options.MaxExperiments);
        Samples = random.Below(100) switch
        {
            < 78 => Experiments,
            < 90 => random.Between((Experiments + 1) / 2, Experiments),
            _ => 1,
        };
        Runs = random.Below(100) switch
        {
            < 84 => Experiments,
            < 94 => Math.Min(Experiments * 2, Experiments + 2000),
            _ => Experiments + random.Between(0, 30),
        };

        Organisms = new string[random.Percent(88) ? 1 : random.Between(2, 8)];
        for (int i = 0; i < Organisms.Length; i++)
            Organisms[i] = Kind.Organisms is null || random.Percent(10) ? OrganismNames.Pick(random) : Kind.Organisms.Pick(random);
        _organismSeed = random.Next();

        LibraryChoices = new Library[random.Percent(86) ? 1 : random.Between(2, 3)];
        for (int i = 0; i < LibraryChoices.Length; i++)
            LibraryChoices[i] = (random.Chance(options.Odd(2_500)) ? Libraries.Odd : Kind.Libraries).Pick(random);
        InstrumentChoices = new Instrument[random.Percent(92) ? 1 : 2];
        for (int i = 0; i < InstrumentChoices.Length; i++)
            InstrumentChoices[i] = (random.Chance(options.Odd(1_500)) ? Instruments.OffVocabulary : Instruments.Usual).Pick(random);

        Abstract = Phrases.Prose(random, random.Between(1, 7));
        Protocol = Phrases.Prose(random, Phrases.ProtocolLength(random));
        Description = Phrases.Prose(random, random.Below(3));
        HasSpotDescriptor = !Kind.IsGeo && random.Percent(45);
        LacksTitles = random.Chance(Archive == CorpusArchive.Ena ? 60_000 : 8_000);
        LacksOrganisms = random.Chance(options.Odd(2_000));
        PointsElsewhere = random.Percent(6);
        Attributes = [.. Kind.Attributes.Where(_ => random.Percent(88))];
        if (random.Percent(40))
            Attributes = [.. Attributes, .. Enumerable.Range(0, random.Between(1, 4)).Select(_ => AttributeFields.MadeUp(random))];
        Reads = random.Pick([35, 50, 75, 100, 150, 250, 300]);
        Date = new DateTime(2007, 7, 11, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Below(9_600_000L));

        HasSubmission = !random.Percent(1);
        HasStudy = !random.Percent(8);
        HasSamples = !random.Percent(13);
        HasExperiments = !random.Chance(45_000);
        HasRuns = !random.Chance(45_000);
        HasAnalysis = random.Percent(4);
        OtherFiles = random.Chance(options.Odd(6_000)) ? random.Between(1, 3) : 0;
        if (!(HasSubmission || HasStudy || HasSamples || HasExperiments || HasRuns || HasAnalysis))
            HasSubmission = true;
    }

    public long Index { get; }

    public string Accession { get; }

    public CorpusArchive Archive { get; }

    public ProjectKind Kind { get; }

    public string Center { get; }

    public int Experiments { get; }

    public int Samples { get; }

    public int Runs { get; }

    public string[] Organisms { get; }

    public Library[] LibraryChoices { get; }

    public Instrument[] InstrumentChoices { get; }

    public AttributeField[] Attributes { get; }

    public string Abstract { get; }

    public string Protocol { get; }

    public string Description { get; }

    public bool HasSpotDescriptor { get; }

    /// <summary>Whether every TITLE of its experiments is empty.</summary>
    public bool LacksTitles { get; }

    /// <summary>Whether most of its samples have no SCIENTIFIC_NAME.</summary>
    public bool LacksOrganisms { get; }

    /// <summary>Whether its experiments use samples of another submission.</summary>
    public bool PointsElsewhere { get; }

    /// <summary>Read length.</summary>
    public int Reads { get; }

    public DateTime Date { get; }

    public bool HasSubmission { get; }

    public bool HasStudy { get; }

    public bool HasSamples { get; }

    public bool HasExperiments { get; }

    public bool HasRuns { get; }

    public bool HasAnalysis { get; }

    public int OtherFiles { get; }

    /// <summary>The sample that an experiment is made from, by their numbers in the submission.</summary>
    public int SampleOf(int experiment) => (int)((long)experiment * Samples / Experiments);

    /// <summary>The experiment that a run belongs to.</summary>
    public int ExperimentOf(int run) => (int)((long)run * Experiments / Runs);

    public string OrganismOf(int sample) =>
        Organisms.Length == 1 ? Organisms[0] : Organisms[(int)(CorpusRandom.Mix(_organismSeed + (ulong)sample) % (ulong)Organisms.Length)];

    public Accession Record(char record, int ordinal) =>
        new((byte)CorpusAccession.Letter(Archive), (byte)record, CorpusAccession.Record(Index, ordinal));

    /// <summary>A record of another submission, which may or may not be in the corpus.</summary>
    public Accession ForeignRecord(char record, CorpusRandom random) =>
        new((byte)CorpusAccession.Letter(Archive), (byte)record, CorpusAccession.Record(Index + 1 + random.Below(5), random.Below(3)));

    /// <summary>The study that the experiments belong to.</summary>
    public Accession Study => new((byte)CorpusAccession.Letter(Archive), (byte)'P', Index + 1);

    /// <summary>BioSample number of a sample.</summary>
    public long BioSample(int sample) => 10_000_000 + (Index * 20) + sample;
}
