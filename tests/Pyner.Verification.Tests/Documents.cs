using System.Text;

namespace Pyner.Verification.Tests;

/// <summary>Reads hand-made documents.</summary>
internal static class Documents
{
    public static VerifiedDocument Read(DocumentKind kind, string xml) => Read(kind, Encoding.UTF8.GetBytes(xml));

    public static VerifiedDocument Read(DocumentKind kind, byte[] xml)
    {
        using var stream = new MemoryStream(xml);
        return VerifiedDocument.Read(stream, kind);
    }

    /// <summary>The only experiment of an accepted document.</summary>
    public static ExperimentRecord Experiment(string content, string attributes = "accession='X'") =>
        Assert.IsType<ExperimentRecord>(Assert.Single(Accepted(DocumentKind.Experiment, $"<S><EXPERIMENT {attributes}>{content}</EXPERIMENT></S>")));

    /// <summary>The only sample of an accepted document.</summary>
    public static SampleRecord Sample(string content, string attributes = "accession='S'") =>
        Assert.IsType<SampleRecord>(Assert.Single(Accepted(DocumentKind.Sample, $"<S><SAMPLE {attributes}>{content}</SAMPLE></S>")));

    /// <summary>The records of an accepted document.</summary>
    public static IReadOnlyList<VerifiedRecord> Accepted(DocumentKind kind, string xml)
    {
        VerifiedDocument document = Read(kind, xml);
        Assert.True(document.IsAccepted, document.Rejection?.Message);
        return document.Records;
    }
}
