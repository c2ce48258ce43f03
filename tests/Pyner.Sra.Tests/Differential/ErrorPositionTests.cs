using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.Verification;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>
/// Where a document is rejected, the byte offset is compared with <c>XmlReader</c>'s line and position. Both readers name a place of
/// their choice in what is wrong (the tag's beginning or the character where it went wrong, the name or what stands behind it), so:
/// at least 4 of 5 offsets are the very same, and the others lie within 2 bytes, or in the same tag or piece of text. Two kinds of
/// fault may lie further apart, in fewer than 1 of 1,000 documents: bytes that are no UTF-8, which <c>XmlReader</c> decodes ahead of
/// what it reads, and a document's end, which it reports where the unfinished thing begins.
/// </summary>
public sealed class ErrorPositionTests
{
    private const int Documents = 60_000;

    [Fact]
    public void Offsets_point_at_the_fault()
    {
        using var reader = new FastReader(StructuralIndexers.Choose());
        int same = 0;
        int far = 0;
        int rejected = 0;
        for (ulong seed = 0; seed < Documents; seed++)
        {
            SeedDocument document = Mutator.Document(seed);
            ReadOutcome outcome = reader.Read(document.Bytes, document.Kind).Outcome;
            if (outcome.Accepted || outcome.Fault == XmlFault.NotWellFormed)
                continue;
            Assert.InRange(outcome.Offset, 0, document.Bytes.Length);
            using var stream = new MemoryStream(document.Bytes);
            Rejection expected = VerifiedDocument.Read(stream, document.Kind).Rejection!;
            // "Root element is missing" has no position.
            if (BytePosition.Of(document.Bytes, expected.Line, expected.Position) is not int offset)
                continue;
            rejected++;
            if (outcome.Offset == offset)
                same++;
            else if (!IsNear(document.Bytes, (int)outcome.Offset, offset))
                far += MayLieApart(outcome, expected) ? 1 : throw Unexpected(seed, outcome, offset, expected);
        }
        Assert.True(rejected > Documents / 3);
        Assert.True(same >= rejected * 4 / 5, $"{same} of {rejected} are the same");
        Assert.True(far * 1000 < rejected, $"{far} of {rejected} lie apart");
    }

    [Fact]
    public void Lines_and_columns_belong_to_the_offset()
    {
        using var reader = new FastReader(StructuralIndexers.Choose(), 512);
        for (ulong seed = 0; seed < Documents / 4; seed++)
        {
            SeedDocument document = Mutator.Document(seed);
            ReadOutcome outcome = reader.Read(document.Bytes, document.Kind, 61, 7).Outcome;
            if (outcome.Accepted || outcome.Fault == XmlFault.NotWellFormed)
                continue;
            ReadOnlySpan<byte> before = document.Bytes.AsSpan(0, (int)outcome.Offset);
            string lines = System.Text.Encoding.Latin1.GetString(before);
            // A fault between the two bytes of a line end still belongs to the line before.
            int lastEnd = lines.LastIndexOfAny(['\r', '\n']);
            Assert.Equal(1 + lines.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n'), outcome.Line);
            Assert.Equal(outcome.Offset - lastEnd, outcome.Column);
        }
    }

    [Theory]
    [InlineData("<RUN_SET>\n <RUN></SAMPLE>\n</RUN_SET>", XmlFault.MismatchedEndTag, 18)]
    [InlineData("<RUN a='1' a='2'/>", XmlFault.DuplicateAttribute, 11)]
    [InlineData("<RUN>é\u0001</RUN>", XmlFault.InvalidCharacter, 7)]
    [InlineData("<RUN>&nbsp;</RUN>", XmlFault.UndeclaredEntity, 6)]
    [InlineData("<RUN>]]></RUN>", XmlFault.CdataEndInText, 5)]
    [InlineData("<RUN><!-- a -- b --></RUN>", XmlFault.DoubleHyphenInComment, 12)]
    [InlineData("<p:RUN/>", XmlFault.UndeclaredPrefix, 1)]
    [InlineData("<RUN/>x", XmlFault.TextOutsideRoot, 6)]
    [InlineData("<RUN>", XmlFault.UnexpectedEnd, 5)]
    [InlineData("<RUN a='<'/>", XmlFault.LessThanInAttribute, 8)]
    public void Common_faults_are_named_and_placed(string xml, XmlFault fault, long offset)
    {
        using var reader = new FastReader(StructuralIndexers.Choose());
        ReadOutcome outcome = reader.Read(System.Text.Encoding.UTF8.GetBytes(xml), DocumentKind.Run).Outcome;
        Assert.Equal((fault, offset), (outcome.Fault, outcome.Offset));
    }

    private static bool IsNear(byte[] document, int left, int right)
    {
        (int from, int to) = left < right ? (left, right) : (right, left);
        return to - from <= 2 || !document.AsSpan(from + 1, to - from - 1).Contains((byte)'<');
    }

    private static bool MayLieApart(ReadOutcome outcome, Rejection expected) =>
        outcome.Fault is XmlFault.UnexpectedEnd or XmlFault.InvalidUtf8
        || expected.Message.StartsWith("Invalid character in the given encoding", StringComparison.Ordinal);

    private static InvalidOperationException Unexpected(ulong seed, ReadOutcome outcome, int offset, Rejection expected) =>
        new($"seed {seed}: {outcome.Fault} at byte {outcome.Offset}, XmlReader at byte {offset}: {expected.Message}");
}
