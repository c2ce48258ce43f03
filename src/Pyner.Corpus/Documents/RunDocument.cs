using System.Globalization;
using Pyner.Corpus.Randomness;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus.Documents;

/// <summary>Writes <c>ACC.run.xml</c>.</summary>
internal static class RunDocument
{
    public static void Write(DocumentWriter writer, SubmissionPlan plan, FileTally tally)
    {
        writer.EndRootTag();
        for (int i = 0; i < plan.Runs; i++)
        {
            Decoys.BetweenRecords(writer);
            WriteRun(writer, plan, i);
            tally.AddRun();
            if (writer.Style.IsOdd && writer.Random.Percent(3))
            {
                writer.Empty("RUN"u8);
                tally.AddRun();
            }
        }
    }

    private static void WriteRun(DocumentWriter writer, SubmissionPlan plan, int number)
    {
        CorpusRandom random = writer.Random;
        Accession accession = plan.Record('R', number);
        int experiment = plan.ExperimentOf(number);
        Accession parent = plan.Record('X', experiment);
        string alias = plan.Kind.IsGeo ? $"GSM{plan.BioSample(plan.SampleOf(experiment))}_r{number + 1}" : $"{plan.Accession}_run_{number + 1}";
        writer.Tag("RUN"u8);
        if (plan.Archive == CorpusArchive.Ena)
            writer.Attribute("accession"u8, accession);
        writer.Attribute("alias"u8, alias);
        writer.Attribute("center_name"u8, plan.Center);
        if (random.Percent(30))
        {
            writer.Attribute("run_center"u8, plan.Center);
            writer.Attribute("run_date"u8, plan.Date.AddHours(number % 9000).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
        if (plan.Archive != CorpusArchive.Ena)
            writer.Attribute("accession"u8, accession);
        writer.EndTag(isRecord: true);
        if (plan.Archive != CorpusArchive.Ddbj)
        {
            writer.Open("IDENTIFIERS"u8);
            writer.Leaf("PRIMARY_ID"u8, accession);
            writer.Tag("SUBMITTER_ID"u8);
            writer.Attribute("namespace"u8, plan.Center);
            writer.Value("SUBMITTER_ID"u8, alias);
            writer.Close("IDENTIFIERS"u8);
        }
        if (plan.Archive != CorpusArchive.Ncbi)
            writer.Leaf("TITLE"u8, "Illumina paired end sequencing");
        Decoys.InsideRecord(writer);
        writer.Tag("EXPERIMENT_REF"u8);
        writer.Attribute("accession"u8, parent);
        if (plan.Archive == CorpusArchive.Ddbj)
        {
            writer.EndEmptyTag();
        }
        else
        {
            writer.EndTag();
            writer.Open("IDENTIFIERS"u8);
            writer.Leaf("PRIMARY_ID"u8, parent);
            writer.Close("IDENTIFIERS"u8);
            writer.Close("EXPERIMENT_REF"u8);
        }
        if (random.Percent(30))
            Attributes(writer, plan);
        writer.Close("RUN"u8);
    }

    private static void Attributes(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.Open("RUN_ATTRIBUTES"u8);
        string day = plan.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Attribute(writer, "ENA-FIRST-PUBLIC", day);
        Attribute(writer, "ENA-LAST-UPDATE", day);
        if (writer.Style.IsOdd)
            Attribute(writer, "run's own tag", "no sample's attribute");
        writer.Close("RUN_ATTRIBUTES"u8);
    }

    private static void Attribute(DocumentWriter writer, string tag, string value)
    {
        writer.Open("RUN_ATTRIBUTE"u8);
        writer.Leaf("TAG"u8, tag);
        writer.Leaf("VALUE"u8, value);
        writer.Close("RUN_ATTRIBUTE"u8);
    }
}
