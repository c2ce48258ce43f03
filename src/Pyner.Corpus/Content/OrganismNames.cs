using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Content;

/// <summary>
/// Organisms: the archive's commonest by name, then several thousand made-up ones of the shapes that taxonomy has.
/// The list is the same in every corpus.
/// </summary>
internal static class OrganismNames
{
    private const int Size = 6_000;

    /// <summary>The commonest first: the weight of a name falls with its rank.</summary>
    private static readonly string[] s_common =
    [
        "Homo sapiens", "Mus musculus", "Severe acute respiratory syndrome coronavirus 2", "Salmonella enterica", "Escherichia coli",
        "human gut metagenome", "soil metagenome", "Mycobacterium tuberculosis", "Arabidopsis thaliana", "Drosophila melanogaster",
        "Listeria monocytogenes", "Saccharomyces cerevisiae", "gut metagenome", "Rattus norvegicus", "Sus scrofa", "Bos taurus", "Zea mays",
        "Danio rerio", "Campylobacter jejuni", "Staphylococcus aureus", "marine metagenome", "Klebsiella pneumoniae", "Oryza sativa",
        "Caenorhabditis elegans", "synthetic construct", "metagenome", "Streptococcus pneumoniae", "Plasmodium falciparum", "Gallus gallus",
        "Triticum aestivum", "freshwater metagenome", "Macaca mulatta", "Pseudomonas aeruginosa", "Glycine max", "Ovis aries",
        "Homo sapiens neanderthalensis",
        "Salmonella enterica subsp. enterica serovar Typhi", "Shigella sonnei", "mouse gut metagenome", "unidentified",
        "Canis lupus familiaris",
        "Clostridioides difficile", "[Clostridium] difficile", "Clostridium difficile", "Neisseria gonorrhoeae", "Vibrio cholerae",
        "sediment metagenome",
        "Acinetobacter baumannii", "Solanum lycopersicum", "Hordeum vulgare subsp. vulgare", "Apis mellifera", "Xenopus laevis",
        "Sorghum bicolor",
        "Oryza sativa Japonica Group", "Enterococcus faecium", "Influenza A virus", "Human immunodeficiency virus 1",
        "Bacillus subtilis subsp. subtilis str. 168",
        "Salmonella enterica subsp. enterica serovar Typhimurium str. LT2", "Candida albicans", "Salmo salar", "Equus caballus",
        "Brassica napus",
        "wastewater metagenome", "homo sapiens", "Escherichia coli O157:H7", "Aspergillus fumigatus", "uncultured bacterium",
        "'Candidatus Liberibacter asiaticus'",
        "[Candida] auris", "Mus musculus x Mus spretus", "Citrus × sinensis", "Fragaria × ananassa", "Plasmodium vivax",
        "Anopheles gambiae",
        "Enterobacteria phage φX174", "Ænigmatosaurus müelleri", "Nicotiana langsdorffii × Nicotiana sanderae",
        "Potamocorbula & Corbicula hybrid",
        "Bombyx mori <silk moth>", "Rhizobium sp. \"Lotus\"", "synthetic construct 𝛼𝛽", "ヒト腸内細菌叢", "Chlorocebus sabaeus",
        "Lytechinus variegatus",
    ];

    private static readonly string[] s_genera =
    [
        "Abies", "Acropora", "Agaricus", "Alligator", "Anolis", "Aphis", "Aspergillus", "Astyanax", "Bacillus", "Bacteroides",
        "Balaenoptera", "Betula",
        "Bombus", "Bradyrhizobium", "Burkholderia", "Camellia", "Capsicum", "Carex", "Castanea", "Chlamydomonas", "Chlorella",
        "Cichlasoma", "Corvus",
        "Cottus", "Crassostrea", "Cryptococcus", "Cucumis", "Culex", "Daphnia", "Dianthus", "Drosophila", "Emiliania", "Eucalyptus",
        "Eurytemora",
        "Ficedula", "Ficus", "Fundulus", "Fusarium", "Gasterosteus", "Geobacter", "Gossypium", "Haemonchus", "Halobacterium", "Heliconius",
        "Hydra",
        "Ipomoea", "Jatropha", "Juglans", "Kluyveromyces", "Lactobacillus", "Lacerta", "Legionella", "Leishmania", "Lupinus", "Lycaena",
        "Manihot",
        "Medicago", "Metarhizium", "Methanococcus", "Microtus", "Mimulus", "Morus", "Mycoplasma", "Mytilus", "Nasonia", "Nematostella",
        "Neurospora",
        "Ochotona", "Oncorhynchus", "Orchis", "Oreochromis", "Ostrea", "Panthera", "Parus", "Penicillium", "Peromyscus", "Phytophthora",
        "Picea",
        "Pinus", "Poecilia", "Populus", "Prunus", "Quercus", "Rana", "Rhododendron", "Ricinus", "Rosa", "Salix", "Schistosoma", "Sebastes",
        "Silene",
        "Solanum", "Sphagnum", "Streptomyces", "Strongylocentrotus", "Tribolium", "Trichoderma", "Trypanosoma", "Ursus", "Vitis",
        "Wolbachia", "Zostera",
    ];

    private static readonly string[] s_epithets =
    [
        "alba", "alpina", "americanus", "arvensis", "aurea", "australis", "borealis", "caerulea", "californica", "canadensis", "capensis",
        "chinensis",
        "communis", "cordifolia", "cristata", "domestica", "edulis", "elegans", "europaea", "flavescens", "fluviatilis", "formosa",
        "gigantea", "glabra",
        "gracilis", "grandiflora", "hirsuta", "incana", "indica", "japonica", "laevis", "lanceolata", "longicornis", "lutea",
        "macrophylla", "maculata",
        "major", "maritima", "minor", "montana", "nigra", "obscura", "occidentalis", "officinalis", "orientalis", "palustris", "parva",
        "pratensis",
        "pumila", "purpurea", "robusta", "rubra", "sativa", "sinensis", "sylvatica", "tenuis", "tomentosa", "tropicalis", "variabilis",
        "viridis", "vulgaris",
    ];

    private static readonly string[] s_joints = ["-", "", "_", "/"];

    private static readonly string[] s_all = Build();

    private static readonly long[] s_ends = Ends();

    /// <summary>Zipf's law, in integers: the weight of the name at rank r is 10^9 / (r + 2).</summary>
    public static string Pick(CorpusRandom random)
    {
        int found = Array.BinarySearch(s_ends, random.Below(s_ends[^1]));
        return s_all[found < 0 ? ~found : found + 1];
    }

    /// <summary>A stable number for a name, in place of its taxonomy identifier.</summary>
    public static int TaxonOf(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
            hash = (hash ^ c) * 16777619;
        return (int)(hash % 2_900_000) + 2;
    }

    private static string[] Build()
    {
        var names = new List<string>(s_common);
        var seen = new HashSet<string>(s_common, StringComparer.Ordinal);
        var random = new CorpusRandom(0x0A6A_7155);
        while (names.Count < Size)
        {
            string genus = random.Pick(s_genera);
            string epithet = random.Pick(s_epithets);
            string name = random.Below(20) switch
            {
                < 10 => $"{genus} {epithet}",
                10 => $"{genus} {epithet} subsp. {random.Pick(s_epithets)}",
                11 => $"{genus} {epithet} var. {random.Pick(s_epithets)}",
                12 or 13 => $"{genus} sp. {Code(random)}",
                14 => $"{genus} {epithet} str. {Code(random)}",
                15 => $"uncultured {genus}",
                16 => $"Candidatus {genus} {epithet}",
                17 => $"[{genus}] {epithet}",
                18 => $"{genus} {epithet} virus {random.Between(1, 9)}",
                _ => $"{genus} cf. {epithet} '{Code(random)}'",
            };
            if (seen.Add(name))
                names.Add(name);
        }
        return [.. names];
    }

    private static string Code(CorpusRandom random) =>
        $"{(char)('A' + random.Below(26))}{(char)('A' + random.Below(26))}{random.Pick(s_joints)}{random.Between(1, 9999)}";

    private static long[] Ends()
    {
        var ends = new long[s_all.Length];
        long total = 0;
        for (int i = 0; i < ends.Length; i++)
            ends[i] = total += 1_000_000_000 / (i + 2);
        return ends;
    }
}
