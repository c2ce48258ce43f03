using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Content;

/// <summary>Libraries by how often the archive has them, by kind of project.</summary>
internal static class Libraries
{
    private static readonly Library s_wgs = new("WGS", "GENOMIC", "RANDOM", 90);
    private static readonly Library s_rna = new("RNA-Seq", "TRANSCRIPTOMIC", "cDNA", 62);
    private static readonly Library s_amplicon = new("AMPLICON", "METAGENOMIC", "PCR", 86);
    private static readonly Library s_chip = new("ChIP-Seq", "GENOMIC", "ChIP", 42);

    /// <summary>Functional genomics, as GEO submits it.</summary>
    public static readonly Weighted<Library> Expression = new(
        (s_rna, 640),
        (s_chip, 150),
        (new("ATAC-seq", "GENOMIC", "other", 95), 60),
        (new("RNA-Seq", "TRANSCRIPTOMIC SINGLE CELL", "cDNA", 92), 50),
        (new("Bisulfite-Seq", "GENOMIC", "RANDOM", 70), 35),
        (new("miRNA-Seq", "TRANSCRIPTOMIC", "size fractionation", 4), 30),
        (new("ncRNA-Seq", "TRANSCRIPTOMIC", "size fractionation", 12), 14),
        (new("OTHER", "GENOMIC", "other", 65), 40),
        (new("OTHER", "TRANSCRIPTOMIC", "other", 50), 30),
        (new("MNase-Seq", "GENOMIC", "MNase", 80), 8),
        (new("DNase-Hypersensitivity", "GENOMIC", "DNase", 30), 8),
        (new("MeDIP-Seq", "GENOMIC", "5-methylcytidine antibody", 40), 6),
        (new("MBD-Seq", "GENOMIC", "MBD2 protein methyl-CpG binding domain", 30), 3),
        (new("RIP-Seq", "TRANSCRIPTOMIC", "other", 35), 7),
        (new("Hi-C", "GENOMIC", "other", 98), 12),
        (new("ChIA-PET", "GENOMIC", "ChIP", 99), 2),
        (new("FAIRE-seq", "GENOMIC", "other", 25), 2),
        (new("SELEX", "SYNTHETIC", "PCR", 10), 2),
        (new("NOMe-Seq", "GENOMIC", "RANDOM", 90), 1),
        (new("Tethered Chromatin Conformation Capture", "GENOMIC", "other", 99), 1),
        (new("MRE-Seq", "GENOMIC", "Restriction Digest", 20), 2),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "CAGE", 8), 4));

    /// <summary>Isolates: bacterial surveillance.</summary>
    public static readonly Weighted<Library> Isolates = new(
        (s_wgs, 960),
        (new("WGS", "GENOMIC", "PCR", 95), 25),
        (new("WGS", "OTHER", "unspecified", 60), 15));

    /// <summary>Marker genes of communities, and shotgun metagenomes.</summary>
    public static readonly Weighted<Library> Communities = new(
        (s_amplicon, 800),
        (new("WGS", "METAGENOMIC", "RANDOM", 93), 120),
        (new("RNA-Seq", "METATRANSCRIPTOMIC", "RANDOM", 90), 20),
        (new("OTHER", "METAGENOMIC", "RANDOM PCR", 60), 15),
        (new("AMPLICON", "GENOMIC", "PCR", 80), 45));

    /// <summary>Viral surveillance.</summary>
    public static readonly Weighted<Library> Viral = new(
        (new("AMPLICON", "VIRAL RNA", "RT-PCR", 88), 800),
        (new("AMPLICON", "VIRAL RNA", "PCR", 85), 120),
        (new("WGS", "VIRAL RNA", "RANDOM", 90), 60),
        (new("RNA-Seq", "VIRAL RNA", "cDNA", 70), 20));

    /// <summary>Genomes, exomes and whatever else a laboratory submits.</summary>
    public static readonly Weighted<Library> General = new(
        (s_wgs, 430),
        (s_rna, 200),
        (s_amplicon, 60),
        (new("WXS", "GENOMIC", "Hybrid Selection", 97), 90),
        (new("RAD-Seq", "GENOMIC", "Reduced Representation", 45), 40),
        (new("Targeted-Capture", "GENOMIC", "Hybrid Selection", 90), 40),
        (new("WGA", "GENOMIC", "MDA", 85), 20),
        (new("WGS", "GENOMIC SINGLE CELL", "MDA", 96), 10),
        (new("Synthetic-Long-Read", "GENOMIC", "other", 20), 5),
        (new("EST", "TRANSCRIPTOMIC", "cDNA_oligo_dT", 10), 6),
        (new("FL-cDNA", "TRANSCRIPTOMIC", "cDNA", 10), 5),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "PolyA", 75), 30),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "Inverse rRNA", 85), 12),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "cDNA_randomPriming", 60), 9),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "Oligo-dT", 60), 6),
        (new("RNA-Seq", "TRANSCRIPTOMIC", "RACE", 40), 2),
        (new("ssRNA-seq", "TRANSCRIPTOMIC", "PolyA", 60), 3),
        (new("Tn-Seq", "GENOMIC", "PCR", 10), 8),
        (new("CLONE", "GENOMIC", "RANDOM", 30), 4),
        (new("CLONEEND", "GENOMIC", "RANDOM", 90), 2),
        (new("POOLCLONE", "GENOMIC", "RANDOM", 70), 3),
        (new("WCS", "GENOMIC", "RANDOM", 50), 2),
        (new("CTS", "GENOMIC", "other", 30), 1),
        (new("FINISHING", "GENOMIC", "unspecified", 40), 1),
        (new("VALIDATION", "GENOMIC", "padlock probes capture method", 50), 1),
        (new("WGS", "GENOMIC", "size fractionation", 60), 8),
        (new("WGS", "GENOMIC", "unspecified", 70), 20),
        (new("WGS", "GENOMIC", "HMPR", 10), 1),
        (new("WGS", "GENOMIC", "MF", 10), 1),
        (new("WGS", "GENOMIC", "MSLL", 10), 1),
        (new("WGS", "GENOMIC", "repeat fractionation", 20), 1),
        (new("OTHER", "OTHER", "other", 50), 20));

    /// <summary>Libraries with a value that no schema has, or with an empty source or selection.</summary>
    public static readonly Weighted<Library> Odd = new(
        (new("NON GENOMIC", "NON GENOMIC", "unspecified", 30), 4),
        (new("rna-seq", "TRANSCRIPTOMIC", "cDNA", 60), 4),
        (new("Whole genome shotgun", "genomic", "random", 60), 3),
        (new("ChIP-seq & input", "GENOMIC", "ChIP", 30), 2),
        (new("RNA–Seq", "TRANSCRIPTOMIC", "oligo(dT) > 200 nt", 60), 2),
        (new("Séquençage", "GÉNOMIQUE", "aléatoire", 20), 1),
        (new("WGS", "", "RANDOM", 80), 5),
        (new("AMPLICON", "METAGENOMIC", "", 80), 5),
        (new("WGS", "", "", 80), 2),
        (new("ChIP-Seq", "GENOMIC", "DNAse", 40), 3));

    private static readonly Weighted<Library>[] s_usual = [Expression, Isolates, Communities, Viral, General];
    private static readonly HashSet<string> s_strategies = Known(library => library.Strategy);
    private static readonly HashSet<string> s_sources = Known(library => library.Source);
    private static readonly HashSet<string> s_selections = Known(library => library.Selection);

    /// <summary>Whether the schemas lack a strategy.</summary>
    public static bool IsOffStrategy(string strategy) => !s_strategies.Contains(strategy);

    /// <summary>Whether the schemas lack a source. They lack the empty string, which stands for none.</summary>
    public static bool IsOffSource(string source) => !s_sources.Contains(source);

    /// <inheritdoc cref="IsOffSource"/>
    public static bool IsOffSelection(string selection) => !s_selections.Contains(selection);

    private static HashSet<string> Known(Func<Library, string> value) => [.. s_usual.SelectMany(libraries => libraries.Values).Select(value)];
}
