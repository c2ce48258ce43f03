namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>The platforms of the SRA schemas: the union of NCBI's and ENA's (the choice in <c>PlatformType</c>, SRA.common.xsd), ascending.</summary>
internal static class Platforms
{
    public static readonly string[] Values =
    [
        "ABI_SOLID", "AVITI", "BGISEQ", "CAPILLARY", "COMPLETE_GENOMICS", "DNBSEQ", "ELEMENT", "GENAPSYS", "GENEMIND", "GENEUS_TECH",
        "HELICOS", "ILLUMINA", "ION_TORRENT", "LS454", "OXFORD_NANOPORE", "PACBIO_SMRT", "SALUS", "SINGULAR_GENOMICS", "TAPESTRI",
        "ULTIMA", "VELA_DIAGNOSTICS",
    ];
}
