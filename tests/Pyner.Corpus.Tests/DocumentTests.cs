namespace Pyner.Corpus.Tests;

public class DocumentTests
{
    private static readonly CorpusOptions s_odd = new() { Submissions = 1_500, Seed = 5, Oddity = 100, MaxExperiments = 20 };

    private static readonly Lazy<ReadOnlyMemory<byte>[]> s_oddDocuments = new(() =>
    [
        .. CorpusGenerator.Generate(s_odd).SelectMany(submission => submission.Files)
            .Where(file => file.Kind != CorpusFileKind.Other).Select(file => file.Bytes),
    ]);

    [Fact]
    public void Every_document_that_was_not_broken_is_read_to_its_end()
    {
        foreach (CorpusOptions options in (CorpusOptions[])[s_odd, s_odd with { Oddity = 1, Seed = 6, Submissions = 500 }])
        {
            foreach (GeneratedFile file in CorpusGenerator.Generate(options).SelectMany(submission => submission.Files))
            {
                if (file.Kind != CorpusFileKind.Other)
                    Assert.True(XmlCheck.Fault(file.Bytes) is null, $"seed {options.Seed}, {file.Path}: {XmlCheck.Fault(file.Bytes)}");
            }
        }
    }

    [Fact]
    public void Every_broken_document_is_refused_and_every_kind_of_fault_occurs()
    {
        var options = new CorpusOptions { Submissions = 600, Seed = 7, Malformed = 0.9, MaxExperiments = 5 };
        var seen = new HashSet<FaultKind>();
        foreach (GeneratedFile file in CorpusGenerator.Generate(options).SelectMany(submission => submission.Files))
        {
            if (file.Fault is not FaultKind fault)
                continue;
            seen.Add(fault);
            Assert.True(XmlCheck.Fault(file.Bytes) is not null, $"{file.Path} with {fault} at {file.FaultOffset} was accepted");
            Assert.InRange(file.FaultOffset ?? 0, 0, file.Bytes.Length);
        }
        Assert.Equal(Enum.GetValues<FaultKind>(), seen.Order());
    }

    [Theory]
    [InlineData("<![CDATA[")]
    [InlineData("<!-- <SAMPLE accession=")]
    [InlineData("<?curator")]
    [InlineData("<!DOCTYPE")]
    [InlineData("&organism;")]
    [InlineData("&#x")]
    [InlineData("&#38;")]
    [InlineData("&amp;")]
    [InlineData("\r\n")]
    [InlineData("\uFEFF<")]
    [InlineData("<?xml version='1.0'?>")]
    [InlineData("encoding=\"ISO-8859-1\"")]
    [InlineData("encoding=\"US-ASCII\"")]
    [InlineData("note=\"a >")]
    [InlineData(" alias='")]
    [InlineData("<TAG>strain</TAG>")]
    [InlineData("<TAG>Strain</TAG>")]
    [InlineData("<TAG>STRAIN</TAG>")]
    [InlineData("<RUN_ATTRIBUTE>")]
    [InlineData("<EXPERIMENT_ATTRIBUTE>")]
    [InlineData("<UNITS>")]
    [InlineData("<POOL>")]
    [InlineData("<TITLE/>")]
    [InlineData("<ena:SAMPLE xmlns:ena=")]
    [InlineData("[Clostridium] difficile")]
    [InlineData("Sequel™ II")]
    [InlineData("ü")]
    [InlineData("中国科学院")]
    [InlineData("𝛼")]
    public void A_corpus_holds_what_naive_readers_get_wrong(string text)
    {
        byte[] wanted = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.Contains(s_oddDocuments.Value, document => document.Span.IndexOf(wanted) >= 0);
    }

    [Fact]
    public void A_corpus_holds_both_byte_orders_of_utf16_and_documents_without_declaration()
    {
        ReadOnlyMemory<byte>[] documents = s_oddDocuments.Value;
        Assert.Contains(documents, document => document.Span.StartsWith((byte[])[0xFF, 0xFE, (byte)'<', 0]));
        Assert.Contains(documents, document => document.Span.StartsWith((byte[])[0xFE, 0xFF, 0, (byte)'<']));
        Assert.Contains(documents, document => document.Span.StartsWith("<SAMPLE_SET"u8));
    }
}
