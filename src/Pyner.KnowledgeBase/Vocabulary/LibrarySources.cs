namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>The library sources of the SRA schemas: the union of NCBI's and ENA's (<c>typeLibrarySource</c>, SRA.experiment.xsd), ascending.</summary>
internal static class LibrarySources
{
    public static readonly string[] Values =
    [
        "GENOMIC", "GENOMIC SINGLE CELL", "METAGENOMIC", "METATRANSCRIPTOMIC", "OTHER", "SYNTHETIC", "TRANSCRIPTOMIC",
        "TRANSCRIPTOMIC SINGLE CELL", "VIRAL RNA",
    ];
}
