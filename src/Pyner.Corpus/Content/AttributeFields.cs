using Pyner.Corpus.Randomness;
using static Pyner.Corpus.Content.AttributeValue;

namespace Pyner.Corpus.Content;

/// <summary>The sample attributes of each kind of project, with the tags that the archive has.</summary>
internal static class AttributeFields
{
    private static readonly string[] s_missing = ["missing", "not applicable", "not collected", "not provided", "N/A", "unknown"];

    public static readonly AttributeField[] Expression =
    [
        new("source_name", Listed, "liver", "embryonic stem cells", "whole blood", "HEK293T cells", "cortex", "dissected testes", "PBMC", "rosette leaves"),
        new("tissue", Listed, "liver", "brain", "testes", "blood", "colon", "leaf", "root", "skin", "lung"),
        new("cell type", Listed, "CD4+ T cells", "macrophages", "neurons", "MEF", "keratinocytes"),
        new("genotype", Listed, "wild type", "w1118", "Dnmt3a-/-", "Tp53 fl/fl", "Col-0", "B6;129S4-Gt(ROSA)26Sor"),
        new("treatment", Listed, "untreated", "DMSO", "LPS 100 ng/ml, 6 h", "heat shock 42 °C", "10 µM EPZ-5676"),
        new("strain", Listed, "C57BL/6J", "BALB/c", "Oregon-R", "N2", "BY4741"),
        new("age", Listed, "8 weeks", "E14.5", "3 months", "P7", "adult"),
    ];

    public static readonly AttributeField[] Isolates =
    [
        new("strain", Identifier),
        new("collected_by", Listed, "FDA", "CDC", "PHE", "USDA-FSIS", "Institut Pasteur", "State Public Health Laboratory"),
        new("collection_date", Date),
        new("isolation_source", Listed, "stool", "chicken breast", "environmental swab", "blood", "ground beef", "Cilantro & parsley", "romaine lettuce"),
        new("geo_loc_name", Listed, "USA:CA", "USA:MD", "United Kingdom: England", "Germany", "Viet Nam", "Brazil: São Paulo", "Côte d'Ivoire"),
        new("lat_lon", Place),
        new("serovar", Listed, "Enteritidis", "Typhimurium", "I 4,[5],12:i:-", "Newport", "missing"),
        new("host", Listed, "Homo sapiens", "Gallus gallus", "Bos taurus", "not applicable"),
        new("host_disease", Listed, "salmonellosis", "listeriosis", "not collected"),
        new("attribute_package", Listed, "environmental/food/other", "clinical/host-associated"),
        new("PublicAccession", Identifier),
        new("ProjectAccession", Listed, "PRJNA183844", "PRJNA230403", "PRJNA248792"),
        new("source_type", Listed, "human", "food", "environmental"),
        new("BioSampleModel", Listed, "Pathogen.env", "Pathogen.cl"),
    ];

    public static readonly AttributeField[] Communities =
    [
        new("collection_date", Date),
        new("env_broad_scale", Listed, "marine biome [ENVO:00000447]", "human gut", "terrestrial biome", "temperate grassland biome"),
        new("env_local_scale", Listed, "coastal water body", "agricultural field", "gut", "hot spring"),
        new("env_medium", Listed, "sea water [ENVO:00002149]", "soil", "feces", "sediment"),
        new("geo_loc_name", Listed, "China:Beijing", "USA: Lake Mendota, WI", "Sweden: Ångermanälven", "Antarctica", "missing"),
        new("lat_lon", Place),
        new("host", Listed, "Homo sapiens", "Mus musculus", "Apis mellifera", "not applicable"),
        new("depth", Number),
        new("elev", Number),
        new("temp", Number),
        new("ph", Number),
        new("samp_collect_device", Listed, "Niskin bottle", "soil core", "swab", "not applicable"),
        new("BioSampleModel", Listed, "MIMARKS.specimen", "MIMS.me", "Metagenome or environmental"),
    ];

    public static readonly AttributeField[] Viral =
    [
        new("isolate", Identifier),
        new("collected_by", Listed, "Respiratory Virus Unit", "Laboratoire national de santé", "Public Health Ontario", "UW Virology Lab"),
        new("collection_date", Date),
        new("geo_loc_name", Listed, "USA: Washington", "United Kingdom", "South Africa", "India: Delhi", "Réunion"),
        new("host", Listed, "Homo sapiens"),
        new("host_disease", Listed, "COVID-19", "Severe acute respiratory syndrome", "influenza-like illness"),
        new("isolation_source", Listed, "nasopharyngeal swab", "clinical", "wastewater"),
        new("lat_lon", Listed, s_missing),
        new("host_age", Number),
        new("host_sex", Listed, "male", "female", "not provided"),
        new("gisaid_accession", Identifier),
        new("purpose_of_sequencing", Listed, "baseline surveillance (random sampling)", "targeted sequencing"),
    ];

    public static readonly AttributeField[] General =
    [
        new("isolate", Identifier),
        new("breed", Listed, "Holstein", "Angus", "Large White", "not applicable"),
        new("cultivar", Listed, "Nipponbare", "B73", "Micro-Tom", "not applicable"),
        new("age", Listed, s_missing),
        new("sex", Listed, "male", "female", "pooled male and female", "not determined"),
        new("tissue", Listed, "muscle", "leaf", "blood", "whole organism", "gill"),
        new("geo_loc_name", Listed, "China", "USA", "Germany: Tübingen", "Japan:Osaka, Saito-Asagi", "missing"),
        new("collection_date", Date),
        new("biomaterial_provider", Listed, "JCRB cell bank", "ATCC", "Leibniz-Institut DSMZ, Braunschweig"),
        new("sample_name", Identifier),
        new("Description", Prose),
    ];

    public static readonly AttributeField[] Ena =
    [
        new("ENA-FIRST-PUBLIC", Date),
        new("ENA-LAST-UPDATE", Date),
        new("External Id", Identifier),
        new("INSDC center name", Listed, "Wellcome Sanger Institute", "NCGR", "SC", "EMBL-EBI", "Université de Genève"),
        new("INSDC first public", Date),
        new("INSDC last update", Date),
        new("INSDC status", Listed, "public"),
        new("Submitter Id", Identifier),
        new("common name", Listed, "human", "house mouse", "rice", "thale cress"),
        new("sample name", Identifier),
        new("scientific_name", Organism),
        new("ENA-CHECKLIST", Listed, "ERC000011", "ERC000012", "ERC000028"),
    ];

    /// <summary>Tags that are one when counted: a sample that has several counts the tag once.</summary>
    public static readonly AttributeField[] Spellings =
    [
        new("strain", Listed, "K-12"),
        new("Strain", Listed, "K-12 MG1655"),
        new("STRAIN", Listed, "MG1655"),
    ];

    private static readonly string[] s_first =
    [
        "donor", "antibody", "treatment", "library", "growth", "tumor", "passage", "reference", "sample", "replicate", "sampling", "cell",
        "nucleic acid",
        "water", "soil", "plant", "patient", "Größe der", "température", "experimental", "sequencing", "culture", "field", "bisulfite",
        "маркер",
    ];

    private static readonly string[] s_second =
    [
        "id", "dose", "temperature", "time", "lot number", "vendor", "stage", "batch", "status", "depth", "concentration", "condition",
        "site", "group",
        "diagnosis", "protocol", "volume", "barcode", "origin", "quality", "grade", "salinity", "phenotype", "marker", "code", "(°C)",
        "[µg/ml]", "≥ 18",
    ];

    private static readonly string[] s_joints = [" ", "_", "-", ": "];

    /// <summary>A tag that a submitter made up: the long tail of the attribute catalog.</summary>
    public static AttributeField MadeUp(CorpusRandom random)
    {
        string tag = random.Pick(s_first) + random.Pick(s_joints) + random.Pick(s_second);
        if (random.Percent(30))
            tag = char.ToUpperInvariant(tag[0]) + tag[1..];
        if (random.Percent(12))
            tag += " " + random.Between(1, 40);
        return random.Percent(50) ? new AttributeField(tag, Number) : new AttributeField(tag, Listed, s_missing);
    }
}
