using Pyner.Corpus.Content;
using Pyner.Corpus.Randomness;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus.Documents;

/// <summary>Writes <c>ACC.experiment.xml</c>.</summary>
internal static class ExperimentDocument
{
    public static void Write(DocumentWriter writer, SubmissionPlan plan, FileTally tally)
    {
        writer.EndRootTag();
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        if (odd && random.Percent(3))
            return;
        bool packages = odd && random.Percent(15);
        for (int i = 0; i < plan.Experiments; i++)
        {
            Decoys.BetweenRecords(writer);
            if (packages)
                writer.Open("EXPERIMENT_PACKAGE"u8);
            WriteExperiment(writer, plan, tally, i);
            if (packages)
            {
                // efetch's layout: sample and run beside their experiment, where they are records of another file's kind.
                writer.Line();
                writer.Buffer.Raw("<SAMPLE accession=\"SRS000006\"><SAMPLE_NAME><SCIENTIFIC_NAME>Fictum alienum</SCIENTIFIC_NAME>"u8);
                writer.Buffer.Raw("</SAMPLE_NAME></SAMPLE>"u8);
                tally.AddMisplaced();
                writer.Line();
                writer.Buffer.Raw("<RUN_SET><RUN accession=\"SRR000006\"/><RUN accession=\"SRR000007\"></RUN></RUN_SET>"u8);
                tally.AddMisplaced();
                tally.AddMisplaced();
                writer.Close("EXPERIMENT_PACKAGE"u8);
            }
        }
    }

    private static void WriteExperiment(DocumentWriter writer, SubmissionPlan plan, FileTally tally, int number)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        Library library = random.Pick(plan.LibraryChoices);
        Instrument instrument = random.Pick(plan.InstrumentChoices);
        Accession accession = plan.Record('X', number);
        bool hasAccession = !random.Chance(odd ? 20_000 : 50);
        bool hasTitle = !plan.LacksTitles && !random.Chance(odd ? 30_000 : 1_500);
        bool hasStrategy = !random.Chance(odd ? 20_000 : 120);
        string alias = plan.Kind.IsGeo ? $"GSM{plan.BioSample(plan.SampleOf(number))}" : $"{plan.Accession}_{library.Strategy}_{number + 1}";

        writer.Tag("EXPERIMENT"u8);
        if (plan.Archive == CorpusArchive.Ena && hasAccession)
            writer.AccessionAttribute(accession);
        writer.Attribute("alias"u8, alias);
        writer.Attribute("center_name"u8, plan.Center);
        if (plan.Archive == CorpusArchive.Ena && random.Percent(20))
            writer.Attribute("broker_name"u8, "");
        if (plan.Archive != CorpusArchive.Ena && hasAccession)
            writer.AccessionAttribute(accession);
        else if (!hasAccession && random.Percent(50))
            writer.Attribute("accession"u8, " ");
        writer.EndTag(isRecord: true);
        if (plan.Archive != CorpusArchive.Ddbj)
            Identifiers(writer, plan, accession, alias);
        Title(writer, plan, library, instrument, alias, number, hasTitle);
        Decoys.InsideRecord(writer);
        StudyReference(writer, plan);
        writer.Open("DESIGN"u8);
        writer.Leaf("DESIGN_DESCRIPTION"u8, plan.Description);
        int sample = SampleDescriptor(writer, plan, number);
        string layout = LibraryDescriptor(writer, plan, library, number, hasStrategy, out string writtenSource, out string writtenSelection);
        if (plan.HasSpotDescriptor)
            SpotDescriptor(writer, plan, layout == "PAIRED");
        writer.Close("DESIGN"u8);
        (string platform, string model) = Platform(writer, instrument);
        if (plan.HasSpotDescriptor && random.Percent(50))
            writer.Empty("PROCESSING"u8);
        if (plan.Kind.IsGeo)
            GeoLinks(writer, alias);
        if (odd ? random.Percent(40) : random.Percent(12))
            Attributes(writer);
        writer.Close("EXPERIMENT"u8);

        if (hasAccession && hasTitle && hasStrategy)
            tally.AddExperiment(sample, library.Strategy, writtenSource, writtenSelection, layout, platform, model);
        else
            tally.AddExperimentMissingFields();
    }

    private static void Identifiers(DocumentWriter writer, SubmissionPlan plan, Accession accession, string alias)
    {
        writer.Open("IDENTIFIERS"u8);
        writer.Leaf("PRIMARY_ID"u8, accession);
        writer.Tag("SUBMITTER_ID"u8);
        writer.Attribute("namespace"u8, plan.Center);
        writer.Value("SUBMITTER_ID"u8, alias);
        writer.Close("IDENTIFIERS"u8);
    }

    private static void Title(
        DocumentWriter writer, SubmissionPlan plan, Library library, Instrument instrument, string alias, int number, bool hasTitle)
    {
        if (!hasTitle)
        {
            if (writer.Random.Percent(80))
                writer.Leaf("TITLE"u8, "");
            return;
        }
        string organism = plan.OrganismOf(plan.SampleOf(number));
        writer.Leaf("TITLE"u8, plan.Kind.IsGeo
            ? $"{alias}: replicate {number % 4 + 1}; {organism}; {library.Strategy}"
            : $"{instrument.Model} sequencing of {organism}: {plan.Kind.Name} {number + 1}");
        if (writer.Style.IsOdd && writer.Random.Percent(5))
            writer.Leaf("TITLE"u8, "");
    }

    private static void StudyReference(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.Tag("STUDY_REF"u8);
        if (plan.Archive == CorpusArchive.Ddbj)
        {
            writer.Attribute("refname"u8, plan.Accession);
            writer.Attribute("refcenter"u8, plan.Center);
        }
        writer.Attribute("accession"u8, plan.Study);
        writer.EndTag();
        writer.Open("IDENTIFIERS"u8);
        if (plan.Archive != CorpusArchive.Ddbj)
            writer.Leaf("PRIMARY_ID"u8, plan.Study);
        writer.Tag("EXTERNAL_ID"u8);
        writer.Attribute("namespace"u8, "BioProject");
        writer.Buffer.Raw(">PRJNA"u8);
        writer.Buffer.Number(200_000 + plan.Index);
        writer.EndLeaf("EXTERNAL_ID"u8);
        writer.Close("IDENTIFIERS"u8);
        writer.Close("STUDY_REF"u8);
    }

    /// <summary>Writes the reference to the sample.</summary>
    /// <returns>The number of the sample in this submission, or -1 where the reference leaves it or gives no accession.</returns>
    private static int SampleDescriptor(DocumentWriter writer, SubmissionPlan plan, int number)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        if (random.Chance(odd ? 40_000 : 1_500))
        {
            switch (random.Below(3))
            {
                case 0:
                    writer.Empty("SAMPLE_DESCRIPTOR"u8);
                    break;
                case 1:
                    writer.Open("SAMPLE_DESCRIPTOR"u8);
                    writer.Open("POOL"u8);
                    for (int i = 0; i < 2; i++)
                    {
                        writer.Tag("MEMBER"u8);
                        writer.Attribute("member_name"u8, "pool " + (i + 1));
                        writer.Attribute("accession"u8, plan.Record('S', Math.Min(i, plan.Samples - 1)));
                        writer.EndEmptyTag();
                    }
                    writer.Close("POOL"u8);
                    writer.Close("SAMPLE_DESCRIPTOR"u8);
                    break;
            }
            return -1;
        }
        bool elsewhere = plan.PointsElsewhere || random.Chance(5_000);
        int sample = plan.SampleOf(number);
        Accession accession = elsewhere ? plan.ForeignRecord('S', random) : plan.Record('S', sample);
        writer.Tag("SAMPLE_DESCRIPTOR"u8);
        if (plan.Archive == CorpusArchive.Ddbj)
        {
            writer.Attribute("refname"u8, accession);
            writer.Attribute("refcenter"u8, plan.Center);
        }
        writer.AccessionAttribute(accession);
        writer.EndTag();
        writer.Open("IDENTIFIERS"u8);
        writer.Leaf("PRIMARY_ID"u8, accession);
        writer.Tag("EXTERNAL_ID"u8);
        writer.Attribute("namespace"u8, "BioSample");
        writer.Buffer.Raw(">SAMN"u8);
        writer.Buffer.Number(plan.BioSample(sample), 8);
        writer.EndLeaf("EXTERNAL_ID"u8);
        writer.Close("IDENTIFIERS"u8);
        writer.Close("SAMPLE_DESCRIPTOR"u8);
        if (odd && random.Percent(5))
        {
            writer.Tag("SAMPLE_DESCRIPTOR"u8);
            writer.Attribute("accession"u8, plan.ForeignRecord('S', random));
            writer.EndEmptyTag();
        }
        return elsewhere ? -1 : sample;
    }

    /// <summary>Writes the library.</summary>
    /// <returns>The layout as it counts: empty where there is none.</returns>
    private static string LibraryDescriptor(
        DocumentWriter writer, SubmissionPlan plan, Library library, int number, bool hasStrategy, out string source, out string selection)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        source = odd && random.Percent(2) ? "" : library.Source;
        selection = odd && random.Percent(2) ? "" : library.Selection;
        writer.Open("LIBRARY_DESCRIPTOR"u8);
        if (!plan.Kind.IsGeo)
            writer.Leaf("LIBRARY_NAME"u8, $"lib {plan.Accession}.{number + 1}");
        if (hasStrategy)
            writer.Leaf("LIBRARY_STRATEGY"u8, library.Strategy);
        else if (random.Percent(60))
            writer.Leaf("LIBRARY_STRATEGY"u8, "");
        if (hasStrategy && odd && random.Percent(4))
            writer.Leaf("LIBRARY_STRATEGY"u8, "SECOND");
        if (source.Length > 0 || random.Percent(50))
            writer.Leaf("LIBRARY_SOURCE"u8, source);
        if (selection.Length > 0 || random.Percent(50))
            writer.Leaf("LIBRARY_SELECTION"u8, selection);
        string layout = Layout(writer, library);
        if (plan.Protocol.Length > 0)
            writer.Leaf("LIBRARY_CONSTRUCTION_PROTOCOL"u8, plan.Protocol);
        writer.Close("LIBRARY_DESCRIPTOR"u8);
        return layout;
    }

    private static string Layout(DocumentWriter writer, Library library)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        if (random.Chance(odd ? 30_000 : 200))
        {
            if (random.Percent(50))
                writer.Empty("LIBRARY_LAYOUT"u8);
            return "";
        }
        bool paired = random.Percent(library.PairedPercent);
        writer.Open("LIBRARY_LAYOUT"u8);
        string layout = paired ? "PAIRED" : "SINGLE";
        if (odd && random.Percent(5))
        {
            layout = "Paired_End";
            writer.Empty("Paired_End"u8);
        }
        else if (!paired)
        {
            if (random.Chance(5_000))
            {
                writer.Open("SINGLE"u8);
                writer.Close("SINGLE"u8);
            }
            else
            {
                writer.Empty("SINGLE"u8);
            }
        }
        else
        {
            writer.Tag("PAIRED"u8);
            if (random.Percent(35))
            {
                writer.Attribute("NOMINAL_LENGTH"u8, "350");
                if (random.Percent(50))
                    writer.Attribute("NOMINAL_SDEV"u8, "3.5E1");
            }
            writer.EndEmptyTag();
        }
        if (odd && random.Percent(5))
            writer.Empty("SECOND_LAYOUT"u8);
        writer.Close("LIBRARY_LAYOUT"u8);
        return layout;
    }

    private static void SpotDescriptor(DocumentWriter writer, SubmissionPlan plan, bool paired)
    {
        writer.Open("SPOT_DESCRIPTOR"u8);
        writer.Open("SPOT_DECODE_SPEC"u8);
        writer.Leaf("SPOT_LENGTH"u8, plan.Reads * (paired ? 2 : 1));
        for (int i = 0; i < (paired ? 2 : 1); i++)
        {
            writer.Open("READ_SPEC"u8);
            writer.Leaf("READ_INDEX"u8, i);
            writer.Leaf("READ_CLASS"u8, "Application Read");
            writer.Leaf("READ_TYPE"u8, i == 0 ? "Forward" : "Reverse");
            writer.Leaf("BASE_COORD"u8, 1 + (i * plan.Reads));
            writer.Close("READ_SPEC"u8);
        }
        writer.Close("SPOT_DECODE_SPEC"u8);
        writer.Close("SPOT_DESCRIPTOR"u8);
    }

    private static (string Platform, string Model) Platform(DocumentWriter writer, Instrument instrument)
    {
        CorpusRandom random = writer.Random;
        bool odd = writer.Style.IsOdd;
        if (random.Chance(odd ? 30_000 : 100))
        {
            if (random.Percent(50))
                writer.Empty("PLATFORM"u8);
            return ("", "");
        }
        byte[] platform = System.Text.Encoding.ASCII.GetBytes(instrument.Platform);
        string model = instrument.Model;
        writer.Open("PLATFORM"u8);
        if (random.Chance(odd ? 40_000 : 300))
        {
            model = "";
            if (random.Percent(40))
            {
                writer.Empty(platform);
                writer.Close("PLATFORM"u8);
                return (instrument.Platform, model);
            }
        }
        writer.Open(platform);
        writer.Leaf("INSTRUMENT_MODEL"u8, model);
        writer.Close(platform);
        writer.Close("PLATFORM"u8);
        return (instrument.Platform, model);
    }

    private static void GeoLinks(DocumentWriter writer, string alias)
    {
        writer.Open("EXPERIMENT_LINKS"u8);
        writer.Open("EXPERIMENT_LINK"u8);
        writer.Open("XREF_LINK"u8);
        writer.Leaf("DB"u8, "gds");
        writer.Leaf("ID"u8, "3" + alias[3..]);
        writer.Close("XREF_LINK"u8);
        writer.Close("EXPERIMENT_LINK"u8);
        writer.Close("EXPERIMENT_LINKS"u8);
        writer.Open("EXPERIMENT_ATTRIBUTES"u8);
        writer.Open("EXPERIMENT_ATTRIBUTE"u8);
        writer.Leaf("TAG"u8, "GEO Accession");
        writer.Leaf("VALUE"u8, alias);
        writer.Close("EXPERIMENT_ATTRIBUTE"u8);
        writer.Close("EXPERIMENT_ATTRIBUTES"u8);
    }

    private static void Attributes(DocumentWriter writer)
    {
        writer.Open("EXPERIMENT_ATTRIBUTES"u8);
        writer.Open("EXPERIMENT_ATTRIBUTE"u8);
        writer.Leaf("TAG"u8, "experimental factor");
        writer.Leaf("VALUE"u8, "no sample's attribute");
        writer.Close("EXPERIMENT_ATTRIBUTE"u8);
        writer.Close("EXPERIMENT_ATTRIBUTES"u8);
    }
}
