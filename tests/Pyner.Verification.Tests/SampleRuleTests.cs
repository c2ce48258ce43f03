namespace Pyner.Verification.Tests;

/// <summary>The rules of docs/counting-rules.md for SAMPLEs and RUNs, and for records in general.</summary>
public sealed class SampleRuleTests
{
    [Theory]
    [InlineData("<SAMPLE_NAME><SCIENTIFIC_NAME>  Homo sapiens </SCIENTIFIC_NAME></SAMPLE_NAME>", "Homo sapiens", true)]
    [InlineData("<SAMPLE_NAME><SCIENTIFIC_NAME/></SAMPLE_NAME>", "", false)]
    [InlineData("<SAMPLE_NAME><TAXON_ID>9606</TAXON_ID></SAMPLE_NAME>", "", false)]
    [InlineData("<SCIENTIFIC_NAME>x</SCIENTIFIC_NAME>", "", false)]
    [InlineData("<SAMPLE_NAMES><SCIENTIFIC_NAME>x</SCIENTIFIC_NAME></SAMPLE_NAMES>", "", false)]
    public void The_organism_is_the_scientific_name(string xml, string organism, bool counts)
    {
        SampleRecord sample = Documents.Sample(xml);
        Assert.Equal(organism, sample.Organism);
        Assert.Equal(counts, sample.Counts);
    }

    [Theory]
    [InlineData("<TAG>Strain</TAG><VALUE>x</VALUE>", "strain")]
    [InlineData("<VALUE>x</VALUE><TAG> STRAIN </TAG>", "strain")]
    [InlineData("<TAG>a</TAG><VALUE> </VALUE>", "")]
    [InlineData("<TAG>a</TAG><VALUE/><VALUE>x</VALUE>", "")]
    [InlineData("<TAG>a</TAG>", "")]
    [InlineData("<TAG> </TAG><VALUE>x</VALUE>", "")]
    [InlineData("<TAG/><TAG>a</TAG><VALUE>x</VALUE>", "")]
    [InlineData("<VALUE>x</VALUE>", "")]
    [InlineData("<TAG>\u0130\u00C9\u03A3\u01C5\U00010400</TAG><VALUE>x</VALUE>", "\u0130\u00E9\u03C3\u01C6\U00010428")]
    [InlineData("<x><TAG>a</TAG></x><VALUE>x</VALUE>", "")]
    public void A_tag_needs_a_value_and_is_lower_cased(string attribute, string tag) =>
        Assert.Equal(
            tag,
            string.Join("|", Documents.Sample($"<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE>{attribute}</SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES>").Tags));

    [Fact]
    public void A_tag_counts_once_per_sample_and_only_in_its_place()
    {
        SampleRecord sample = Documents.Sample(
            """
            <SAMPLE_ATTRIBUTES>
              <SAMPLE_ATTRIBUTE><TAG>b</TAG><VALUE/></SAMPLE_ATTRIBUTE>
              <SAMPLE_ATTRIBUTE><TAG>Strain</TAG><VALUE>1</VALUE></SAMPLE_ATTRIBUTE>
              <SAMPLE_ATTRIBUTE><TAG>STRAIN</TAG><VALUE>2</VALUE></SAMPLE_ATTRIBUTE>
              <SAMPLE_ATTRIBUTE/>
              <RUN_ATTRIBUTE><TAG>run</TAG><VALUE>1</VALUE></RUN_ATTRIBUTE>
              <x><SAMPLE_ATTRIBUTE><TAG>deep</TAG><VALUE>1</VALUE></SAMPLE_ATTRIBUTE></x>
              <TAG>loose</TAG><VALUE>1</VALUE>
            </SAMPLE_ATTRIBUTES>
            <SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><VALUE>2</VALUE><TAG>age</TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES>
            <SAMPLE_ATTRIBUTE><TAG>top</TAG><VALUE>1</VALUE></SAMPLE_ATTRIBUTE>
            """);
        Assert.Equal(["strain", "age"], sample.Tags);
    }

    [Fact]
    public void A_record_starts_at_any_depth_outside_another_record()
    {
        IReadOnlyList<VerifiedRecord> records = Documents.Accepted(
            DocumentKind.Run,
            "<RUN_SET><RUN/><x><RUN><RUN/><SAMPLE/><EXPERIMENT/></RUN></x><RUNS/><run/><p:RUN xmlns:p='u'/></RUN_SET>");
        Assert.Equal([new RunRecord(), new RunRecord()], records);
    }

    [Fact]
    public void The_root_may_be_the_record() => Assert.Equal([new RunRecord()], Documents.Accepted(DocumentKind.Run, "<RUN/>"));

    [Fact]
    public void Records_of_another_kind_are_misplaced()
    {
        IReadOnlyList<VerifiedRecord> records = Documents.Accepted(
            DocumentKind.Sample, "<S><EXPERIMENT accession='x'/><RUN/><SAMPLE_SET/><SAMPLE accession='S'/></S>");
        Assert.Equal([new MisplacedRecord("EXPERIMENT"), new MisplacedRecord("RUN")], records.Take(2));
        Assert.Equal("S", Assert.IsType<SampleRecord>(records[2]).Accession);
    }

    [Fact]
    public void Nothing_of_one_record_leaks_into_the_next()
    {
        IReadOnlyList<VerifiedRecord> records = Documents.Accepted(
            DocumentKind.Sample,
            """
            <S>
              <SAMPLE accession='A'><SAMPLE_NAME><SCIENTIFIC_NAME>o</SCIENTIFIC_NAME></SAMPLE_NAME>
                <SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>t</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
              <SAMPLE><SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>u</TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
            </S>
            """);
        Assert.Equal(new SampleRecord { Accession = "", Organism = "", Tags = [] }, records[1]);
    }

    [Fact]
    public void A_rejected_document_has_no_records()
    {
        VerifiedDocument document = Documents.Read(DocumentKind.Run, "<RUN_SET><RUN/><RUN/>");
        Assert.False(document.IsAccepted);
        Assert.Empty(document.Records);
        Assert.Equal(1, document.Rejection!.Line);
    }
}
