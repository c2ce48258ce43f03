using System.Text;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Tables;

/// <summary>A rejected file's texts are in no chunk: those of the files around it are the same bytes without it.</summary>
public sealed class RejectedTextTests : IDisposable
{
    private readonly RowReader _reader = new();

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void Chunks_are_the_same_without_the_rejected_files()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            (byte[] Document, string Submission, SubmissionFileKind Kind)[] files =
                [.. Enumerable.Range(0, 12).Select(number => (Document(random, number), $"SRA{number + 1:d6}", SubmissionFileKind.Sample))];
            List<ReadOutcome> outcomes = _reader.Read(files);
            byte[] actual = _reader.Bytes();
            List<string> rows = _reader.Rows();
            var accepted = files.Where((_, number) => outcomes[number].Accepted).ToList();
            Assert.Equal(accepted.SelectMany(file => OracleRows.Of(file.Document, file.Submission, file.Kind)).Order(StringComparer.Ordinal), rows);
            _reader.Read(accepted);
            Assert.True(_reader.Bytes().AsSpan().SequenceEqual(actual), $"seed {seed}");
        }
    }

    private static byte[] Document(Random random, int number)
    {
        var xml = new StringBuilder("<SAMPLE_SET>");
        for (int sample = random.Next(4); sample > 0; sample--)
        {
            xml.Append($"<SAMPLE accession='SRS{random.Next(5)}' center_name='{Text(random, number)}'><SAMPLE_NAME><SCIENTIFIC_NAME>{Text(random, number)}</SCIENTIFIC_NAME></SAMPLE_NAME><SAMPLE_ATTRIBUTES>");
            for (int attribute = random.Next(6); attribute > 0; attribute--)
                xml.Append($"<SAMPLE_ATTRIBUTE><TAG>{Text(random, number)}</TAG><VALUE>v</VALUE><UNITS>{Text(random, number)}</UNITS></SAMPLE_ATTRIBUTE>");
            xml.Append("</SAMPLE_ATTRIBUTES></SAMPLE>");
        }
        return Encoding.UTF8.GetBytes(xml.Append(random.Next(2) == 0 ? "</SAMPLE_SET>" : "<").ToString());
    }

    // Some that all files have, and some of the file's own, spelled in two ways.
    private static string Text(Random random, int number) => random.Next(4) switch
    {
        0 => $"Common {random.Next(3)}",
        1 => $"COMMON &#{48 + random.Next(3)};",
        2 => $" own {number} {random.Next(3)}&#160;",
        _ => $"Own {number} {random.Next(200)}",
    };
}
