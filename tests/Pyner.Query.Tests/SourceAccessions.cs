using System.Xml;
using Pyner.Verification;
using Pyner.Verification.Sources;

namespace Pyner.Query.Tests;

/// <summary>The accessions of all records of a source, found by <c>XmlReader</c> alone.</summary>
internal static class SourceAccessions
{
    private static readonly (DocumentKind Kind, string Element, string Table, string[] Records)[] s_kinds =
    [
        (DocumentKind.Submission, "SUBMISSION", "submissions", ["SUBMISSION", "STUDY"]),
        (DocumentKind.Study, "STUDY", "studies", ["SUBMISSION", "STUDY"]),
        (DocumentKind.Experiment, "EXPERIMENT", "experiments", ["EXPERIMENT", "SAMPLE", "RUN"]),
        (DocumentKind.Sample, "SAMPLE", "samples", ["EXPERIMENT", "SAMPLE", "RUN"]),
        (DocumentKind.Run, "RUN", "runs", ["EXPERIMENT", "SAMPLE", "RUN"]),
    ];

    /// <summary>By table: for each record its submission and its accession, NULL where it has none.</summary>
    public static Dictionary<string, List<string>> Of(string source)
    {
        var accessions = s_kinds.ToDictionary(kind => kind.Table, _ => new List<string>());
        foreach (SourceFile file in Files(source).Where(file => file.Kind != DocumentKind.Analysis))
        {
            (_, string element, string table, string[] records) = s_kinds.Single(kind => kind.Kind == file.Kind);
            try
            {
                using Stream stream = file.Open();
                using var reader = XmlReader.Create(stream, DocumentReader.Settings());
                accessions[table].AddRange(Read(reader, element, records).Select(accession => $"{file.Submission}\t{accession ?? "NULL"}").ToList());
            }
            catch (Exception e) when (e is XmlException or ArgumentException)
            {
                // Rejected: it has no rows.
            }
        }
        return accessions;
    }

    /// <summary>The files that are read: of several of one submission and kind the first.</summary>
    public static IEnumerable<SourceFile> Files(string source)
    {
        var seen = new HashSet<(string, DocumentKind)>();
        return VerifiedSource.Open(source).Files(null).Where(file => seen.Add((file.Submission.ToString(), file.Kind)));
    }

    private static IEnumerable<string?> Read(XmlReader reader, string element, string[] records)
    {
        int inside = -1;
        while (reader.Read())
        {
            if (inside >= 0 && reader.Depth <= inside && reader.NodeType == XmlNodeType.EndElement)
            {
                inside = -1;
            }
            else if (inside < 0 && reader.NodeType == XmlNodeType.Element && records.Contains(reader.Name))
            {
                if (reader.Name == element)
                    yield return reader.GetAttribute("accession")?.Trim();
                inside = reader.IsEmptyElement ? -1 : reader.Depth;
            }
        }
    }
}
