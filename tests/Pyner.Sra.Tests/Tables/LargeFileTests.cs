using System.Globalization;
using System.Text;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Tables;

/// <summary>
/// Files whose rows do not fit in memory at once: they are handed over before the file is known to be well-formed, and taken back if it is not.
/// </summary>
public sealed class LargeFileTests : IDisposable
{
    // Their rows take several times what is kept in memory.
    private const int Samples = 60_000;

    private readonly RowReader _reader = new();

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_large_file_has_every_row_once()
    {
        byte[] document = SampleSet(Samples, "</SAMPLE_SET>");
        (ReadOutcome outcome, List<string> rows) = _reader.Read(document, "SRA000002", SubmissionFileKind.Sample);
        Assert.True(outcome.Accepted);
        Assert.Equal(OracleRows.Of(document, "SRA000002", SubmissionFileKind.Sample), rows);
        Assert.True(_reader.Position > 10, "it was handed over in one piece");
    }

    [Fact]
    public void A_large_file_that_is_rejected_at_its_end_takes_back_its_rows_and_no_others()
    {
        byte[] small = Encoding.UTF8.GetBytes(TableSeeds.Sample);
        byte[] run = Encoding.UTF8.GetBytes(TableSeeds.Run);
        byte[] broken = SampleSet(Samples, "</SAMPLE>");
        List<ReadOutcome> outcomes = _reader.Read(
        [
            (run, "SRA000001", SubmissionFileKind.Run),
            (small, "SRA000001", SubmissionFileKind.Sample),
            (broken, "SRA000002", SubmissionFileKind.Sample),
            (small, "SRA000003", SubmissionFileKind.Sample),
            (broken, "SRA000004", SubmissionFileKind.Sample),
        ]);
        Assert.Equal([true, true, false, true, false], outcomes.Select(outcome => outcome.Accepted));
        Assert.True(_reader.Taken > 10, "nothing had to be taken back");
        List<string> expected =
        [
            .. OracleRows.Of(run, "SRA000001", SubmissionFileKind.Run),
            .. OracleRows.Of(small, "SRA000001", SubmissionFileKind.Sample),
            .. OracleRows.Of(small, "SRA000003", SubmissionFileKind.Sample),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), _reader.Rows());
    }

    [Fact]
    public void A_record_of_any_size_is_read_in_pieces()
    {
        // All attributes in one sample: its row is in hand all the while.
        string attributes = string.Concat(Enumerable.Range(0, 60_000)
            .Select(i => $"<SAMPLE_ATTRIBUTE><TAG>tag {i % 7}</TAG><VALUE>value {i} of a kind</VALUE></SAMPLE_ATTRIBUTE>"));
        byte[] document = Encoding.UTF8.GetBytes(
            $"<SAMPLE_SET><SAMPLE accession='SRS1'/><SAMPLE accession='SRS2'><SAMPLE_ATTRIBUTES>{attributes}"
            + "</SAMPLE_ATTRIBUTES></SAMPLE><SAMPLE accession='SRS3'/></SAMPLE_SET>");
        (ReadOutcome outcome, List<string> rows) = _reader.Read(document, "SRA000002", SubmissionFileKind.Sample);
        Assert.True(outcome.Accepted);
        Assert.Equal(OracleRows.Of(document, "SRA000002", SubmissionFileKind.Sample), rows);
        Assert.True(_reader.Position > 4, "it was handed over in one piece");
    }

    [Fact]
    public void The_bytes_of_a_batch_depend_on_nothing_but_its_files()
    {
        (byte[], string, SubmissionFileKind)[] files =
        [
            (Encoding.UTF8.GetBytes(TableSeeds.Study), "SRA000001", SubmissionFileKind.Study),
            (SampleSet(3_000, "</SAMPLE_SET>"), "SRA000002", SubmissionFileKind.Sample),
            (SampleSet(3_000, "<"), "SRA000003", SubmissionFileKind.Sample),
            (Encoding.UTF8.GetBytes(TableSeeds.Experiment), "SRA000004", SubmissionFileKind.Experiment),
        ];
        _reader.Read(files);
        byte[] first = _reader.Bytes();
        using var other = new RowReader(StructuralIndexers.Supported[0], 1024);
        // Whatever it read before.
        other.Read(
            [(Encoding.UTF8.GetBytes(TableSeeds.Run), "SRA000009", SubmissionFileKind.Run), (SampleSet(500, ""), "SRA000009", SubmissionFileKind.Sample)]);
        other.Read(files, 61, 1000);
        Assert.Equal(first, other.Bytes());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_that_is_too_long_is_cut_and_says_so(bool inAnotherEncoding)
    {
        string head = inAnotherEncoding ? "<?xml version='1.0' encoding='iso-8859-1'?>" : "";
        string Attribute(string value) => $"<SAMPLE_ATTRIBUTE><TAG>t</TAG><VALUE>{value}</VALUE></SAMPLE_ATTRIBUTE>";
        // White space before it does not count, and no character is cut in two.
        string value = new string('\n', 5_000_000) + "xé" + new string('é', 3_000_000) + "<![CDATA[end]]>";
        string document = $"{head}<SAMPLE><TITLE>{value}</TITLE>"
            + $"<SAMPLE_ATTRIBUTES>{Attribute("short")}{Attribute(value)}{Attribute("short too")}</SAMPLE_ATTRIBUTES></SAMPLE>";
        byte[] bytes = (inAnotherEncoding ? Encoding.Latin1 : Encoding.UTF8).GetBytes(document);
        (ReadOutcome outcome, List<string> rows) = _reader.Read(bytes, "SRA000002", SubmissionFileKind.Sample);
        Assert.True(outcome.Accepted);
        Assert.Equal(["0", "1", "0"], rows.Where(row => row.StartsWith("sample_attributes", StringComparison.Ordinal)).Select(row => row[^2..^1]));
        string kept = "x" + new string('é', (ReadLimits.Value - 1) / 2);
        Assert.Equal(2, rows.Count(row => row.Contains(System.Text.Json.JsonSerializer.Serialize(kept), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_is_too_long_says_how_many_are_left_out()
    {
        const int Attributes = 200_000;
        string attribute = "<RUN_ATTRIBUTE><TAG>a tag of some length</TAG><VALUE>v</VALUE></RUN_ATTRIBUTE>";
        string document = $"<RUN_SET><RUN><RUN_ATTRIBUTES>{new StringBuilder().Insert(0, attribute, Attributes)}</RUN_ATTRIBUTES></RUN><RUN/></RUN_SET>";
        (ReadOutcome outcome, List<string> rows) = _reader.Read(Encoding.UTF8.GetBytes(document), "SRA000002", SubmissionFileKind.Run);
        Assert.True(outcome.Accepted);
        Assert.Equal(2, rows.Count);
        string list = rows.Single(row => row.Contains("attributes", StringComparison.Ordinal));
        int kept = (list.Length - list.Replace("{tag", "", StringComparison.Ordinal).Length) / 4;
        Assert.InRange(kept, 50_000, Attributes - 1);
        Assert.EndsWith($"{{left_out: \"{Attributes - kept}\"}}", list, StringComparison.Ordinal);
    }

    private static byte[] SampleSet(int samples, string end)
    {
        var text = new StringBuilder("<SAMPLE_SET>");
        for (int i = 0; i < samples; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<SAMPLE accession='SRS{i}' alias='{i} of {samples}'><SAMPLE_NAME><SCIENTIFIC_NAME>Fictum {i % 3}</SCIENTIFIC_NAME></SAMPLE_NAME>");
            text.Append(CultureInfo.InvariantCulture, $"<DESCRIPTION>A description with enough words in it to fill memory, number {i}</DESCRIPTION>");
            text.Append(
                CultureInfo.InvariantCulture,
                $"<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>Tag {i % 50}</TAG>"
                + $"<VALUE> value &lt;{i}&gt; &amp; more </VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>");
        }
        return Encoding.UTF8.GetBytes(text.Append(end).ToString());
    }
}
