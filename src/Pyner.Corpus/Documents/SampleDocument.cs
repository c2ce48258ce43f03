using System.Globalization;
using Pyner.Corpus.Content;
using Pyner.Corpus.Randomness;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus.Documents;

/// <summary>Writes <c>ACC.sample.xml</c>.</summary>
internal static class SampleDocument
{
    public static void Write(DocumentWriter writer, SubmissionPlan plan, FileTally tally)
    {
        writer.EndRootTag();
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        if (odd && random.Percent(3))
            return;
        for (int i = 0; i < plan.Samples; i++)
        {
            Decoys.BetweenRecords(writer);
            WriteSample(writer, plan, tally, i, plan.OrganismOf(i));
            if (odd && random.Percent(5))
            {
                // The same sample again, as another revision: both count, and an experiment that points to it gets the first.
                WriteSample(writer, plan, tally, i, OrganismNames.Pick(random));
            }
            if (odd && random.Percent(3))
                Misplaced(writer, tally);
        }
    }

    private static void WriteSample(DocumentWriter writer, SubmissionPlan plan, FileTally tally, int number, string organism)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        Accession accession = plan.Record('S', number);
        bool hasAccession = !random.Chance(odd ? 20_000 : 30);
        if (plan.LacksOrganisms ? !random.Percent(10) : random.Chance(odd ? 30_000 : 300))
            organism = "";

        writer.Tag("SAMPLE"u8);
        if (plan.Archive == CorpusArchive.Ena && hasAccession)
            writer.AccessionAttribute(accession);
        writer.Attribute("alias"u8, Alias(plan, number));
        if (random.Percent(70))
            writer.Attribute("center_name"u8, plan.Center);
        if (plan.Archive != CorpusArchive.Ena && hasAccession)
            writer.AccessionAttribute(accession);
        else if (!hasAccession && random.Percent(50))
            writer.Attribute("accession"u8, "");
        writer.EndTag(isRecord: true);
        Identifiers(writer, plan, number, accession);
        if (random.Percent(70))
            writer.Leaf("TITLE"u8, $"{Noun(plan)} sample from {(organism.Length > 0 ? organism : "unknown source")} {number + 1}");
        Decoys.InsideRecord(writer);
        Name(writer, organism);
        if (plan.Description.Length > 0)
            writer.Leaf("DESCRIPTION"u8, plan.Description);
        if (random.Percent(60))
            Link(writer, plan);
        Attributes(writer, plan, tally, number, organism);
        writer.Close("SAMPLE"u8);
        tally.EndSample(hasAccession ? number : -1, organism);
    }

    private static void Name(DocumentWriter writer, string organism)
    {
        if (organism.Length == 0 && writer.Random.Percent(40))
        {
            if (writer.Random.Percent(50))
                writer.Empty("SAMPLE_NAME"u8);
            return;
        }
        writer.Open("SAMPLE_NAME"u8);
        writer.Leaf("TAXON_ID"u8, organism.Length == 0 ? 1 : OrganismNames.TaxonOf(organism));
        if (organism.Length > 0 || writer.Random.Percent(50))
            writer.Leaf("SCIENTIFIC_NAME"u8, organism);
        if (organism.Length > 0 && writer.Style.IsOdd && writer.Random.Percent(6))
            writer.Leaf("SCIENTIFIC_NAME"u8, "Fictum secundum");
        if (writer.Random.Percent(12))
            writer.Leaf("COMMON_NAME"u8, "human & mouse");
        writer.Close("SAMPLE_NAME"u8);
    }

    private static void Identifiers(DocumentWriter writer, SubmissionPlan plan, int number, Accession accession)
    {
        writer.Open("IDENTIFIERS"u8);
        if (plan.Archive == CorpusArchive.Ddbj)
        {
            writer.Tag("PRIMARY_ID"u8);
            writer.Attribute("label"u8, "BioSample ID");
        }
        else
        {
            writer.Leaf("PRIMARY_ID"u8, accession);
            writer.Tag("EXTERNAL_ID"u8);
            writer.Attribute("namespace"u8, "BioSample");
        }
        writer.Buffer.Raw(">SAM"u8);
        writer.Buffer.Raw(plan.Archive switch
        {
            CorpusArchive.Ncbi => "N"u8,
            CorpusArchive.Ena => "EA"u8,
            _ => "D"u8,
        });
        writer.Buffer.Number(plan.BioSample(number), 8);
        writer.EndLeaf(plan.Archive == CorpusArchive.Ddbj ? "PRIMARY_ID"u8 : "EXTERNAL_ID"u8);
        if (plan.Kind.IsGeo)
        {
            writer.Tag("EXTERNAL_ID"u8);
            writer.Attribute("namespace"u8, "GEO");
            writer.Value("EXTERNAL_ID"u8, Alias(plan, number));
        }
        writer.Close("IDENTIFIERS"u8);
    }

    private static void Link(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.Open("SAMPLE_LINKS"u8);
        writer.Open("SAMPLE_LINK"u8);
        if (writer.Random.Percent(90))
        {
            writer.Open("XREF_LINK"u8);
            writer.Leaf("DB"u8, "bioproject");
            writer.Leaf("ID"u8, 200_000 + plan.Index);
            writer.Leaf("LABEL"u8, $"PRJNA{200_000 + plan.Index}");
            writer.Close("XREF_LINK"u8);
        }
        else
        {
            writer.Open("URL_LINK"u8);
            writer.Leaf("LABEL"u8, "Sample at the biobank");
            writer.Leaf("URL"u8, $"https://example.org/biobank?id={plan.Index}&sample=1&lang=en");
            writer.Close("URL_LINK"u8);
        }
        writer.Close("SAMPLE_LINK"u8);
        writer.Close("SAMPLE_LINKS"u8);
    }

    private static void Attributes(DocumentWriter writer, SubmissionPlan plan, FileTally tally, int number, string organism)
    {
        bool odd = writer.Style.IsOdd;
        CorpusRandom random = writer.Random;
        if (random.Chance(20_000))
        {
            if (odd)
                writer.Empty("SAMPLE_ATTRIBUTES"u8);
            return;
        }
        writer.Open("SAMPLE_ATTRIBUTES"u8);
        foreach (AttributeField field in plan.Attributes)
            Attribute(writer, plan, tally, field, number, organism);
        if (random.Chance(odd ? 200_000 : 400))
        {
            foreach (AttributeField field in AttributeFields.Spellings)
                Attribute(writer, plan, tally, field, number, organism);
        }
        if (odd && random.Percent(20))
            OddAttribute(writer, tally);
        writer.Close("SAMPLE_ATTRIBUTES"u8);
    }

    private static void Attribute(DocumentWriter writer, SubmissionPlan plan, FileTally tally, AttributeField field, int number, string organism)
    {
        CorpusRandom random = writer.Random;
        writer.Open("SAMPLE_ATTRIBUTE"u8);
        writer.Leaf("TAG"u8, field.Tag);
        if (random.Chance(2_500))
        {
            // A tag that the submitter left without a value is not counted.
            if (random.Percent(60))
                writer.Leaf("VALUE"u8, "");
        }
        else
        {
            writer.Leaf("VALUE"u8, ValueOf(field, plan, random, number, organism));
            tally.AddTag(field.CountedAs);
        }
        if (field.Value == AttributeValue.Number && random.Percent(25))
            writer.Leaf("UNITS"u8, "m");
        writer.Close("SAMPLE_ATTRIBUTE"u8);
    }

    private static string ValueOf(AttributeField field, SubmissionPlan plan, CorpusRandom random, int number, string organism) => field.Value switch
    {
        AttributeValue.Number => random.Between(0, 120).ToString(CultureInfo.InvariantCulture),
        AttributeValue.Date => plan.Date.AddDays(random.Below(400)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        AttributeValue.Place => string.Create(
            CultureInfo.InvariantCulture, $"{random.Below(90)}.{random.Below(100)} N {random.Below(180)}.{random.Below(100)} W"),
        AttributeValue.Identifier => $"{plan.Accession}-{number + 1}",
        AttributeValue.Organism => organism.Length > 0 ? organism : "not known",
        AttributeValue.Prose => Phrases.Sentence(random),
        _ => random.Pick(field.Listed),
    };

    /// <summary>Attributes that say less or more than they should.</summary>
    private static void OddAttribute(DocumentWriter writer, FileTally tally)
    {
        writer.Open("SAMPLE_ATTRIBUTE"u8);
        switch (writer.Random.Below(6))
        {
            case 0:
                writer.Leaf("TAG"u8, "");
                writer.Leaf("VALUE"u8, "of no tag");
                break;
            case 1:
                writer.Leaf("VALUE"u8, "of no tag either");
                break;
            case 2:
                writer.Leaf("VALUE"u8, "before its tag");
                writer.Leaf("TAG"u8, "Value First");
                tally.AddTag("value first");
                break;
            case 3:
                writer.Leaf("TAG"u8, "First Tag");
                writer.Leaf("TAG"u8, "second tag");
                writer.Leaf("VALUE"u8, "of the first");
                tally.AddTag("first tag");
                break;
            case 4:
                writer.Leaf("TAG"u8, "first value is empty");
                writer.Leaf("VALUE"u8, "");
                writer.Leaf("VALUE"u8, "second");
                break;
            default:
                writer.Leaf("TAG"u8, "ÄÖÜ & ΑΒΓ <ДЕЖ> 𝔘");
                writer.Leaf("VALUE"u8, "𝛼 > β");
                tally.AddTag("äöü & αβγ <деж> 𝔘");
                break;
        }
        writer.Close("SAMPLE_ATTRIBUTE"u8);
    }

    private static void Misplaced(DocumentWriter writer, FileTally tally)
    {
        writer.Line();
        writer.Buffer.Raw("<RUN_SET><RUN accession=\"SRR000005\"><TITLE>misplaced</TITLE></RUN></RUN_SET>"u8);
        tally.AddMisplaced();
    }

    private static string Alias(SubmissionPlan plan, int number) =>
        plan.Kind.IsGeo ? $"GSM{plan.BioSample(number)}" : $"{plan.Accession}_{Noun(plan)}_{number + 1}";

    private static string Noun(SubmissionPlan plan) => plan.Kind.Name;
}
