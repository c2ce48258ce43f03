using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>Offset, line and column of a fault, wherever the ends of windows fall.</summary>
public sealed class PositionTests
{
    private const string Fault = "<x></y>";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\n\r")]
    [InlineData("\r\r\n\n")]
    [InlineData("a\r\nb\rc\nd")]
    public void Line_ends_count_once_across_windows(string lineEnd)
    {
        foreach (string element in new[] { "r", "t" })
        {
            for (int before = 440; before < 520; before++)
            {
                string head = $"<{element}>{new string('.', before)}{lineEnd}{lineEnd}";
                string[] lines = head.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\r', '\n');
                ReadOutcome outcome = Reading.OfAnyWindow(head + Fault).Outcome;
                Assert.Equal(
                    (XmlFault.MismatchedEndTag, head.Length + 5L, (long)lines.Length, lines[^1].Length + 6L),
                    (outcome.Fault, outcome.Offset, outcome.Line, outcome.Column));
            }
        }
    }

    [Fact]
    public void Columns_are_bytes_and_the_byte_order_mark_is_one_of_the_documents()
    {
        ReadOutcome outcome = Reading.OfAnyWindow("\uFEFF<r>é🧬" + Fault).Outcome;
        Assert.Equal((3L + 3 + 2 + 4 + 5, 1L, 18L), (outcome.Offset, outcome.Line, outcome.Column));
    }

    [Fact]
    public void Behind_a_DOCTYPE_offsets_are_the_documents_too()
    {
        const string Head = "<!DOCTYPE r>\r\n<r>é\n";
        ReadOutcome outcome = Reading.OfAnyWindow(Head + Fault).Outcome;
        Assert.Equal(XmlFault.NotWellFormed, outcome.Fault);
        // XmlReader points at the name of the end tag.
        Assert.Equal((Encoding.UTF8.GetByteCount(Head) + 5L, 3L, 6L), (outcome.Offset, outcome.Line, outcome.Column));
    }

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(1 << 20)]
    public void Behind_a_DOCTYPE_that_comes_late_they_still_are(int commentLength)
    {
        string head = $"\uFEFF<!--{new string('c', commentLength)}\r\n-->\n ";
        string xml = $"{head}<!DOCTYPE r><r>\r{Fault}";
        foreach (int window in new[] { 4 << 10, Reading.UsualWindow })
        {
            ReadOutcome outcome = Reading.Of(xml, window).Outcome;
            Assert.Equal(XmlFault.NotWellFormed, outcome.Fault);
            Assert.Equal((Encoding.UTF8.GetByteCount(xml) - 2L, 4L, 6L), (outcome.Offset, outcome.Line, outcome.Column));
        }
        // In the DOCTYPE's own line the column goes on from what stands before it.
        ReadOutcome sameLine = Reading.Of($"{head}<!DOCTYPE r><r>{Fault}", 4 << 10).Outcome;
        Assert.Equal((3L, 2L + "<!DOCTYPE r><r>".Length + 5), (sameLine.Line, sameLine.Column));
    }
}
