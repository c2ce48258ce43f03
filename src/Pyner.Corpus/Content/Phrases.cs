using System.Text;
using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Content;

/// <summary>Names of centres, and the prose of protocols, titles and abstracts.</summary>
internal static class Phrases
{
    private static readonly string[] s_centers =
    [
        "GEO", "BI", "SC", "WUGSC", "BCM", "JGI", "FDA", "CDC", "BGI", "NCGR", "HOKUDAI", "NIES", "RIKEN_CLST", "KYOTO_SC", "NIG",
        "Brown University",
        "University of California, San Diego", "The Wellcome Sanger Institute", "Institut Pasteur", "Universität Zürich",
        "Karolinska Institutet",
        "UNIVERSITY OF OSLO", "Max Planck Institute for Evolutionary Anthropology", "Centre for Ecology & Hydrology", "中国科学院",
        "Universidad de São Paulo",
        "Chinese Academy of Sciences", "edlb-cdc", "CFSAN", "Public Health England", "PHE",
        "Groningen Institute for Evolutionary Life Sciences",
        "Respiratory Virus Unit, Microbiology Services Colindale, Public Health England", "INRAE", "EAWAG",
        "Ludwig-Maximilians-Universität München",
        "Texas A&M University", "St. Jude Children's Research Hospital", "Scripps Institution of Oceanography", "Univerzita Karlova",
        "KAUST",
    ];

    private static readonly string[] s_sentences =
    [
        "Total RNA was extracted with TRIzol (Invitrogen, Carlsbad, CA) following the manufacturer's instructions.",
        "PolyA+ RNA was purified using the MACS mRNA isolation kit (Miltenyi Biotec, Bergisch Gladbach, Germany), from 5-10ug of DNaseI-treated total RNA.",
        "Libraries were prepared with the TruSeq Stranded mRNA kit (Illumina) and quality checked on a Bioanalyzer 2100; only samples with RIN > 8 were used.",
        "Genomic DNA was isolated with the DNeasy Blood & Tissue Kit (Qiagen, Valencia, CA).",
        "Beads were washed twice with 200 µl of 80 % ethanol, dried for 5 min and eluted in 16 µl of water.",
        "Cells were fixed in 1% formaldehyde for 10 min at room temperature, quenched with 125 mM glycine and sonicated to 200-500 bp fragments.",
        "The V4 region of the 16S rRNA gene was amplified with primers 515F (5'-GTGCCAGCMGCCGCGGTAA-3') and 806R (5'-GGACTACHVGGGTWTCTAAT-3').",
        "Reads were trimmed with Trimmomatic v0.36 (LEADING:3 TRAILING:3 SLIDINGWINDOW:4:15 MINLEN:36) and reads with Q < 20 were dropped.",
        "Samples were incubated at 37 °C for 30 min, followed by 65 °C for 20 min to inactivate the enzyme.",
        "Adapters were ligated overnight at 16°C; fragments of 350 ± 50 bp were selected on a 2% agarose gel.",
        "Sequencing was performed on an Illumina platform by paired-end sequencing with a read length of 2 x 150 bp.",
        "Nuclei were isolated and transposed with Tn5 (Nextera DNA Library Prep Kit, Illumina) as described (Buenrostro et al., 2013).",
        "Plants were grown in a chamber under long days (16 h light/8 h dark) at 22 °C and 60 % relative humidity.",
        "All animal procedures were approved by the Institutional Animal Care and Use Committee.",
        "Sediment cores were sectioned at 1 cm intervals, and frozen at −80 °C until extraction with the PowerSoil kit (MO BIO).",
        "SARS-CoV-2 genomes were amplified with the ARTIC V3 primer scheme and sequenced after barcoding.",
        "Library concentration was measured with Quant-iT™ PicoGreen® on a fluorometer and pooled at equimolar ratios (4 nM).",
        "Whole ovary was dissected from gravid females and put in Trizol; RNA was cleaned with a Qiagen RNeasy Micro column with on-column DNA digestion.",
        "cDNA was synthesized with SuperScript II and random hexamers, and amplified for 12 cycles.",
        "Ribosomal RNA was removed with Ribo-Zero Gold (Epicentre) before fragmentation.",
        "Sample collection was done by Müller & Søn, on 3 sites (A < B < C by salinity), as part of the “Ocean Sampling Day”.",
        "Single cells were captured on the 10x Genomics Chromium controller aiming for 5,000 cells per lane.",
        "DNA was sheared on a Covaris S2, end-repaired, A-tailed and ligated to indexed adapters.",
        "Unless noted, the reagents came from New England Biolabs (Beverly, MA); see doi:10.1038/nprot.2012.016 and https://example.org/protocol?id=7&v=2.",
        "Immunoprecipitation was done overnight with 5 μg of anti-H3K27ac (Abcam ab4729, lot GR150367-2).",
        "Concentrations are in μmol·L⁻¹; α-diversity was computed with QIIME.",
    ];

    public static string Center(CorpusRandom random)
    {
        // Squaring favours the front of the list, as a few centres submit most of the archive.
        int rank = (int)((long)random.Below(s_centers.Length) * random.Below(s_centers.Length) / s_centers.Length);
        return s_centers[rank];
    }

    public static string Sentence(CorpusRandom random) => random.Pick(s_sentences);

    /// <summary>Sentences, one after the other; now and then a line apart.</summary>
    public static string Prose(CorpusRandom random, int sentences)
    {
        if (sentences == 0)
            return "";
        var text = new StringBuilder(sentences * 130);
        for (int i = 0; i < sentences; i++)
        {
            if (i > 0)
                text.Append(random.Percent(4) ? "\n" : " ");
            text.Append(Sentence(random));
        }
        return text.ToString();
    }

    /// <summary>Sentences of a protocol: none for a quarter of the projects, thousands of characters for a tenth.</summary>
    public static int ProtocolLength(CorpusRandom random) => random.Below(100) switch
    {
        < 25 => 0,
        < 58 => random.Between(1, 2),
        < 90 => random.Between(3, 8),
        _ => random.Between(10, 34),
    };
}
