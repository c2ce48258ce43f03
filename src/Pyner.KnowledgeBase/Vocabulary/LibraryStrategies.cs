namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>The library strategies of the SRA schemas: the union of NCBI's and ENA's (<c>typeLibraryStrategy</c>, SRA.experiment.xsd), ascending.</summary>
internal static class LibraryStrategies
{
    public static readonly string[] Values =
    [
        "AMPLICON", "ATAC-seq", "Bisulfite-Seq", "CLONE", "CLONEEND", "CTS", "ChIA-PET", "ChIP-Seq", "ChM-Seq", "DIP-Seq",
        "DNase-Hypersensitivity", "EST", "FAIRE-seq", "FINISHING", "FL-cDNA", "GBS", "Hi-C", "MBD-Seq", "MNase-Seq", "MRE-Seq",
        "MeDIP-Seq", "NOMe-Seq", "OTHER", "POOLCLONE", "RAD-Seq", "RIP-Seq", "RNA-Seq", "Ribo-Seq", "SELEX", "Synthetic-Long-Read",
        "Targeted-Capture", "Tethered Chromatin Conformation Capture", "Tn-Seq", "VALIDATION", "WCS", "WGA", "WGS", "WXS", "miRNA-Seq",
        "ncRNA-Seq", "snRNA-seq", "ssRNA-seq",
    ];
}
