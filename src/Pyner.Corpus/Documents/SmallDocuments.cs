using System.Globalization;
using System.Text;
using Pyner.Corpus.Content;
using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Documents;

/// <summary>Writes the files that only count by their kind, and those that do not count at all.</summary>
internal static class SmallDocuments
{
    private static readonly string[] s_otherNames =
        ["README", "README.txt", "md5.txt", "{0}.txt", "{0}.sample.xml.bak", "{0}.samples.xml", "{0}.xml", "{0}.Sample.xml",
        "{0}_1.experiment.xml", ".{0}.run.xml.swp"];

    /// <summary>The submission's attributes: its root is an empty element.</summary>
    public static void Submission(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.Attribute("alias"u8, plan.Accession);
        writer.Attribute("submission_date"u8, plan.Date.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        if (plan.Kind.IsGeo)
        {
            writer.Attribute("broker_name"u8, "GEO");
            writer.Attribute("submission_comment"u8, "submission brokered by GEO");
        }
        writer.Attribute("center_name"u8, plan.Center);
        writer.Attribute("lab_name"u8, "");
        writer.Attribute("accession"u8, plan.Accession);
    }

    public static void Study(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.EndRootTag();
        writer.Tag("STUDY"u8);
        writer.Attribute("alias"u8, plan.Accession);
        writer.Attribute("center_name"u8, plan.Center);
        writer.Attribute("accession"u8, plan.Study);
        writer.EndTag(isRecord: true);
        writer.Open("IDENTIFIERS"u8);
        writer.Leaf("PRIMARY_ID"u8, plan.Study);
        writer.Close("IDENTIFIERS"u8);
        writer.Open("DESCRIPTOR"u8);
        writer.Leaf("STUDY_TITLE"u8, $"{plan.Organisms[0]} {plan.Kind.Name} project");
        writer.Tag("STUDY_TYPE"u8);
        writer.Attribute("existing_study_type"u8, "Whole Genome Sequencing");
        writer.EndEmptyTag();
        writer.Leaf("STUDY_ABSTRACT"u8, plan.Abstract);
        writer.Leaf("CENTER_PROJECT_NAME"u8, plan.Accession);
        writer.Close("DESCRIPTOR"u8);
        if (writer.Random.Percent(30))
        {
            writer.Open("STUDY_ATTRIBUTES"u8);
            writer.Open("STUDY_ATTRIBUTE"u8);
            writer.Leaf("TAG"u8, "study tag");
            writer.Leaf("VALUE"u8, "no sample's attribute");
            writer.Close("STUDY_ATTRIBUTE"u8);
            writer.Close("STUDY_ATTRIBUTES"u8);
        }
        writer.Close("STUDY"u8);
    }

    public static void Analysis(DocumentWriter writer, SubmissionPlan plan)
    {
        writer.EndRootTag();
        writer.Tag("ANALYSIS"u8);
        writer.Attribute("accession"u8, plan.Record('Z', 0));
        writer.Attribute("center_name"u8, plan.Center);
        writer.Attribute("alias"u8, plan.Accession);
        writer.EndTag(isRecord: true);
        writer.Leaf("TITLE"u8, "Partial mRNA sequences");
        writer.Leaf("DESCRIPTION"u8, plan.Abstract);
        writer.Close("ANALYSIS"u8);
    }

    /// <summary>Name and content of files that are no submission files: some hold records, none of which counts.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Others(SubmissionPlan plan, CorpusRandom random)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < plan.OtherFiles)
            names.Add(string.Format(CultureInfo.InvariantCulture, random.Pick(s_otherNames), plan.Accession));
        foreach (string name in names)
        {
            string text = random.Percent(50)
                ? Phrases.Prose(random, 2) + "\n"
                : "<SAMPLE_SET><SAMPLE accession=\"SRS000008\"><SAMPLE_NAME><SCIENTIFIC_NAME>Fictum neglectum</SCIENTIFIC_NAME></SAMPLE_NAME>"
                    + "</SAMPLE></SAMPLE_SET>";
            yield return (name, Encoding.UTF8.GetBytes(text));
        }
    }
}
