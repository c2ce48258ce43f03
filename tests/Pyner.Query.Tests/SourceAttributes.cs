using System.Text;
using System.Xml;
using Pyner.Verification;
using Pyner.Verification.Sources;

namespace Pyner.Query.Tests;

/// <summary>The attributes of all samples of a source, found by <c>XmlReader</c> alone.</summary>
internal static class SourceAttributes
{
    private static readonly string[] s_records = ["EXPERIMENT", "SAMPLE", "RUN"];
    private static readonly string[] s_fields = ["TAG", "VALUE", "UNITS"];

    /// <summary>For each attribute: submission, position of its sample, its own, tag, value and units, NULL where there is none.</summary>
    public static List<string> Of(string source)
    {
        var attributes = new List<string>();
        foreach (SourceFile file in SourceAccessions.Files(source).Where(file => file.Kind == DocumentKind.Sample))
        {
            try
            {
                using Stream stream = file.Open();
                using var reader = XmlReader.Create(stream, DocumentReader.Settings());
                attributes.AddRange(Read(reader).Select(attribute => $"{file.Submission}\t{attribute}").ToList());
            }
            catch (Exception e) when (e is XmlException or ArgumentException)
            {
                // Rejected: it has no rows.
            }
        }
        return attributes;
    }

    private static IEnumerable<string> Read(XmlReader reader)
    {
        var path = new List<string>(); // from the record down
        var fields = new Dictionary<string, string>(); // of the attribute
        StringBuilder? text = null; // of the field
        int sample = -1;
        int attribute = -1;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (path.Count == 0 && !s_records.Contains(reader.Name))
                    continue;
                path.Add(reader.Name);
                string place = string.Join('/', path);
                if (place == "SAMPLE")
                {
                    sample++;
                    attribute = -1;
                }
                else if (place == "SAMPLE/SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE")
                {
                    attribute++;
                    fields.Clear();
                }
                else if (IsField(path) && !fields.ContainsKey(path[^1]))
                {
                    text = new StringBuilder();
                }
                if (!reader.IsEmptyElement)
                    continue;
            }
            else if (reader.NodeType != XmlNodeType.EndElement)
            {
                // Text of a child is none of the field's.
                if (text is not null && IsField(path)
                    && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                    text.Append(reader.Value);
                continue;
            }
            if (path.Count == 0)
                continue;
            if (IsField(path) && text is not null)
            {
                fields.Add(path[^1], text.ToString().Trim());
                text = null;
            }
            else if (path is ["SAMPLE", "SAMPLE_ATTRIBUTES", "SAMPLE_ATTRIBUTE"])
            {
                yield return $"{sample}\t{attribute}\t{string.Join('\t', s_fields.Select(field => fields.GetValueOrDefault(field, "NULL")))}";
            }
            path.RemoveAt(path.Count - 1);
        }
    }

    private static bool IsField(List<string> path) => path is ["SAMPLE", "SAMPLE_ATTRIBUTES", "SAMPLE_ATTRIBUTE", "TAG" or "VALUE" or "UNITS"];
}
