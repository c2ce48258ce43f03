using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Content;

/// <summary>A kind of project: what its experiments and samples have in common.</summary>
/// <param name="Name">Word for titles and aliases.</param>
/// <param name="Libraries">What it sequences.</param>
/// <param name="Attributes">What it says of a sample.</param>
/// <param name="Organisms">Organisms it chooses from; null for the whole list.</param>
/// <param name="IsGeo">Whether GEO brokers it: series and sample numbers in the aliases.</param>
internal sealed record ProjectKind(string Name, Weighted<Library> Libraries, AttributeField[] Attributes, Weighted<string>? Organisms, bool IsGeo)
{
    public static readonly Weighted<ProjectKind> Ncbi = new(
        (new("expression", Content.Libraries.Expression, AttributeFields.Expression, Model(), true), 300),
        (new("isolate", Content.Libraries.Isolates, AttributeFields.Isolates, Pathogens(), false), 260),
        (new("community", Content.Libraries.Communities, AttributeFields.Communities, Metagenomes(), false), 140),
        (new("virus", Content.Libraries.Viral, AttributeFields.Viral, Viruses(), false), 90),
        (new("genome", Content.Libraries.General, AttributeFields.General, null, false), 210));

    public static readonly Weighted<ProjectKind> Ena = new(
        (new("genome", Content.Libraries.General, AttributeFields.Ena, null, false), 450),
        (new("isolate", Content.Libraries.Isolates, AttributeFields.Ena, Pathogens(), false), 250),
        (new("virus", Content.Libraries.Viral, AttributeFields.Ena, Viruses(), false), 200),
        (new("community", Content.Libraries.Communities, AttributeFields.Ena, Metagenomes(), false), 100));

    public static readonly Weighted<ProjectKind> Ddbj = new(
        (new("genome", Content.Libraries.General, AttributeFields.General, null, false), 650),
        (new("community", Content.Libraries.Communities, AttributeFields.Communities, Metagenomes(), false), 350));

    private static Weighted<string> Model() => new(
        ("Homo sapiens", 460), ("Mus musculus", 370), ("Drosophila melanogaster", 40), ("Arabidopsis thaliana", 40),
        ("Saccharomyces cerevisiae", 25),
        ("Caenorhabditis elegans", 18), ("Rattus norvegicus", 22), ("Danio rerio", 20), ("Zea mays", 10), ("homo sapiens", 2),
        ("synthetic construct", 2));

    private static Weighted<string> Pathogens() => new(
        ("Salmonella enterica", 380), ("Escherichia coli", 200), ("Listeria monocytogenes", 120), ("Mycobacterium tuberculosis", 90),
        ("Campylobacter jejuni", 70), ("Staphylococcus aureus", 50), ("Klebsiella pneumoniae", 40), ("[Clostridium] difficile", 12),
        ("Clostridium difficile", 10), ("Clostridioides difficile", 12), ("[Candida] auris", 8),
        ("Salmonella enterica subsp. enterica serovar Typhi", 25), ("Escherichia coli O157:H7", 15));

    private static Weighted<string> Metagenomes() => new(
        ("human gut metagenome", 230), ("soil metagenome", 200), ("gut metagenome", 130), ("marine metagenome", 120), ("metagenome", 90),
        ("freshwater metagenome", 80), ("mouse gut metagenome", 60), ("sediment metagenome", 60), ("wastewater metagenome", 40),
        ("uncultured bacterium", 25));

    private static Weighted<string> Viruses() => new(
        ("Severe acute respiratory syndrome coronavirus 2", 900), ("Influenza A virus", 60), ("Human immunodeficiency virus 1", 40));
}
