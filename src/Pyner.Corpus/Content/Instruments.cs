using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Content;

/// <summary>Instruments by how often the archive has them.</summary>
internal static class Instruments
{
    /// <summary>Platforms and models of the schemas.</summary>
    public static readonly Weighted<Instrument> Usual = new(
        (new("ILLUMINA", "Illumina NovaSeq 6000"), 2400),
        (new("ILLUMINA", "Illumina MiSeq"), 1900),
        (new("ILLUMINA", "Illumina HiSeq 2500"), 1250),
        (new("ILLUMINA", "Illumina HiSeq 2000"), 1150),
        (new("ILLUMINA", "NextSeq 500"), 820),
        (new("ILLUMINA", "Illumina HiSeq 4000"), 700),
        (new("ILLUMINA", "NextSeq 550"), 420),
        (new("ILLUMINA", "HiSeq X Ten"), 350),
        (new("ILLUMINA", "NextSeq 2000"), 260),
        (new("ILLUMINA", "Illumina HiSeq 3000"), 130),
        (new("ILLUMINA", "Illumina Genome Analyzer II"), 110),
        (new("ILLUMINA", "Illumina iSeq 100"), 90),
        (new("ILLUMINA", "Illumina Genome Analyzer IIx"), 85),
        (new("ILLUMINA", "Illumina NovaSeq X Plus"), 80),
        (new("ILLUMINA", "Illumina HiSeq 1500"), 70),
        (new("ILLUMINA", "Illumina MiniSeq"), 60),
        (new("ILLUMINA", "Illumina Genome Analyzer"), 50),
        (new("ILLUMINA", "unspecified"), 45),
        (new("ILLUMINA", "Illumina HiSeq 1000"), 40),
        (new("ILLUMINA", "HiSeq X Five"), 25),
        (new("ILLUMINA", "Illumina HiScanSQ"), 12),
        (new("OXFORD_NANOPORE", "MinION"), 260),
        (new("OXFORD_NANOPORE", "GridION"), 190),
        (new("OXFORD_NANOPORE", "PromethION"), 80),
        (new("PACBIO_SMRT", "Sequel II"), 150),
        (new("PACBIO_SMRT", "PacBio RS II"), 90),
        (new("PACBIO_SMRT", "Sequel"), 80),
        (new("PACBIO_SMRT", "Sequel IIe"), 25),
        (new("PACBIO_SMRT", "PacBio RS"), 15),
        (new("PACBIO_SMRT", "Revio"), 10),
        (new("ION_TORRENT", "Ion Torrent PGM"), 170),
        (new("ION_TORRENT", "Ion Torrent S5"), 90),
        (new("ION_TORRENT", "Ion Torrent Proton"), 80),
        (new("ION_TORRENT", "Ion Torrent S5 XL"), 40),
        (new("LS454", "454 GS FLX Titanium"), 120),
        (new("LS454", "454 GS FLX"), 60),
        (new("LS454", "454 GS Junior"), 40),
        (new("LS454", "454 GS 20"), 15),
        (new("LS454", "454 GS"), 12),
        (new("BGISEQ", "BGISEQ-500"), 110),
        (new("BGISEQ", "MGISEQ-2000RS"), 20),
        (new("DNBSEQ", "DNBSEQ-G400"), 50),
        (new("DNBSEQ", "DNBSEQ-T7"), 30),
        (new("ABI_SOLID", "AB SOLiD 4 System"), 25),
        (new("ABI_SOLID", "AB SOLiD System 3.0"), 15),
        (new("ABI_SOLID", "AB 5500xl Genetic Analyzer"), 10),
        (new("CAPILLARY", "AB 3730xL Genetic Analyzer"), 20),
        (new("CAPILLARY", "AB 3130xL Genetic Analyzer"), 5),
        (new("COMPLETE_GENOMICS", "Complete Genomics"), 15),
        (new("HELICOS", "Helicos HeliScope"), 6),
        (new("ELEMENT", "Element AVITI"), 6),
        (new("ULTIMA", "UG 100"), 3));

    /// <summary>Platforms and models that no schema has, and that are counted as they stand.</summary>
    public static readonly Weighted<Instrument> OffVocabulary = new(
        (new("ILLUMINA", "Illumina NovaSeq 9000"), 5),
        (new("ILLUMINA", "illumina miseq"), 5),
        (new("ILLUMINA", "Illumina  HiSeq 2000"), 3),
        (new("PACBIO_SMRT", "Sequel™ II"), 2),
        (new("OXFORD_NANOPORE", "MinION & Flongle"), 2),
        (new("Illumina", "Illumina MiSeq"), 2),
        (new("QITAN_TECH", "QNome-3841hex"), 1));

    private static readonly HashSet<string> s_knownPlatforms = [.. Usual.Values.Select(instrument => instrument.Platform)];
    private static readonly HashSet<string> s_knownModels = [.. Usual.Values.Select(instrument => instrument.Model)];

    /// <summary>Whether the schemas lack a platform.</summary>
    public static bool IsOffPlatform(string platform) => !s_knownPlatforms.Contains(platform);

    /// <summary>Whether the schemas lack an instrument model.</summary>
    public static bool IsOffModel(string model) => !s_knownModels.Contains(model);
}
