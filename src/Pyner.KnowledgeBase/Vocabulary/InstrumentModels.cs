namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>
/// The instrument models of the SRA schemas: the union of NCBI's and ENA's (the types of <c>INSTRUMENT_MODEL</c> in <c>PlatformType</c>, SRA.common.xsd),
/// ascending.
/// </summary>
internal static class InstrumentModels
{
    public static readonly string[] Values =
    [
        "454 GS", "454 GS 20", "454 GS FLX", "454 GS FLX Titanium", "454 GS FLX+", "454 GS Junior", "AB 310 Genetic Analyzer",
        "AB 3130 Genetic Analyzer", "AB 3130xL Genetic Analyzer", "AB 3500 Genetic Analyzer", "AB 3500xL Genetic Analyzer",
        "AB 3730 Genetic Analyzer", "AB 3730xL Genetic Analyzer", "AB 5500 Genetic Analyzer", "AB 5500xl Genetic Analyzer",
        "AB 5500xl-W Genetic Analysis System", "AB SOLiD 3 Plus System", "AB SOLiD 4 System", "AB SOLiD 4hq System", "AB SOLiD PI System",
        "AB SOLiD System", "AB SOLiD System 2.0", "AB SOLiD System 3.0", "AVITI 24", "BGISEQ-50", "BGISEQ-500", "Complete Genomics",
        "CycloneSEQ", "DNBSEQ-G400", "DNBSEQ-G400 FAST", "DNBSEQ-G50", "DNBSEQ-G800", "DNBSEQ-T1+", "DNBSEQ-T10x4RS", "DNBSEQ-T7",
        "Element AVITI", "FASTASeq 300", "G-seq500", "G4", "GENIUS", "GS111", "Genapsys Sequencer", "GenoCare 1600", "GenoLab M",
        "GridION", "Helicos HeliScope", "HiSeq X Five", "HiSeq X Ten", "Illumina Genome Analyzer", "Illumina Genome Analyzer II",
        "Illumina Genome Analyzer IIx", "Illumina HiScanSQ", "Illumina HiSeq 1000", "Illumina HiSeq 1500", "Illumina HiSeq 2000",
        "Illumina HiSeq 2500", "Illumina HiSeq 3000", "Illumina HiSeq 4000", "Illumina HiSeq X", "Illumina MiSeq", "Illumina MiSeq i100",
        "Illumina MiSeq i100 Plus", "Illumina MiniSeq", "Illumina NovaSeq 6000", "Illumina NovaSeq X", "Illumina NovaSeq X Plus",
        "Illumina iSeq 100", "Ion GeneStudio S5", "Ion GeneStudio S5 Plus", "Ion GeneStudio S5 Prime", "Ion GeneStudio S5 plus",
        "Ion GeneStudio S5 prime", "Ion Torrent Genexus", "Ion Torrent PGM", "Ion Torrent Proton", "Ion Torrent S5", "Ion Torrent S5 XL",
        "MGISEQ-2000RS", "MinION", "NextSeq 1000", "NextSeq 2000", "NextSeq 500", "NextSeq 550", "Onso", "PacBio RS", "PacBio RS II",
        "PromethION", "Revio", "SURFSeq 5000", "SURFSeq Q", "Salus EVO", "Salus Pro", "Saluseq Nimbo", "Sentosa SQ301", "Sequel",
        "Sequel II", "Sequel IIe", "Tapestri", "UG 100", "UG 200", "Vega", "unspecified",
    ];
}
