using System.Text;
using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Extraction;

/// <summary>Equal numbers mean equal values, whatever spellings were met before; against decoding every text anew.</summary>
public sealed class ValueTableTests
{
    private static readonly string[] s_pieces =
        ["a", "b", "WGS", "Homo sapiens", " ", "\n", "\r\n", "\u00A0", "\u3000", "é", "🧬", "&amp;", "&#65;", "&#x20;", "&lt;", "x"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Numbers_agree_with_decoded_and_trimmed_values(int seed)
    {
        var random = new Random(seed);
        var table = new ValueTable(static value => value.ToLowerInvariant());
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 200_000; i++)
        {
            XmlText text = Text(random, i);
            string expected = text.Decode().Trim().ToLowerInvariant();
            int number = table.Number(text);
            if (!numbers.TryAdd(expected, number))
                Assert.Equal(numbers[expected], number);
            Assert.Equal(expected, table[number]);
        }
        numbers.TryAdd("", ValueTable.Empty);
        Assert.Equal(numbers.Count, table.Count);
    }

    [Fact]
    public void The_same_bytes_in_another_form_may_be_another_value()
    {
        var table = new ValueTable();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal("&", table[table.Number(new XmlText("&amp;"u8, XmlTextForm.RawContent))]);
            Assert.Equal("&amp;", table[table.Number(new XmlText("&amp;"u8, XmlTextForm.Decoded))]);
            Assert.Equal("a\nb", table[table.Number(new XmlText("a\r\nb"u8, XmlTextForm.RawContent))]);
            Assert.Equal("a\r\nb", table[table.Number(new XmlText("a\r\nb"u8, XmlTextForm.Decoded))]);
        }
    }

    [Fact]
    public void No_text_and_white_space_are_the_empty_value()
    {
        var table = new ValueTable();
        int empty = table.Number(default);
        Assert.Equal("", table[empty]);
        Assert.Equal(ValueTable.Empty, empty);
        foreach (string blank in new[] { "", " ", "\r\n\t", "\u00A0", "&#32;", " \u2003 " })
            Assert.Equal(empty, table.Number(new XmlText(Encoding.UTF8.GetBytes(blank), XmlTextForm.RawContent)));
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void Values_that_differ_in_one_byte_are_told_apart_at_any_length()
    {
        var table = new ValueTable();
        for (int length = 1; length <= 40; length++)
        {
            byte[] spelling = Encoding.UTF8.GetBytes(new string('s', length));
            int number = Number(table, spelling);
            for (int position = 0; position < length; position++)
            {
                byte[] other = [.. spelling];
                other[position] = (byte)'t';
                int otherNumber = Number(table, other);
                Assert.Equal(new string('s', position) + "t" + new string('s', length - position - 1), table[otherNumber]);
                Assert.Equal(number, Number(table, spelling));
                Assert.Equal(otherNumber, Number(table, other));
            }
        }
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(70_000)]
    public void Long_values_are_told_apart_by_their_last_byte(int length)
    {
        var table = new ValueTable();
        int[] numbers = [.. "abcabc".Select(last =>
            table.Number(new XmlText(Encoding.UTF8.GetBytes(new string('v', length - 1) + last), XmlTextForm.Decoded)))];
        Assert.Equal([1, 2, 3, 1, 2, 3], numbers);
    }

    [Fact]
    public void Forgetting_spellings_keeps_numbers_and_forgetting_values_begins_anew()
    {
        // More spellings than are remembered, all of one value: white space in it is cut off after decoding.
        var table = new ValueTable();
        for (int i = 0; i < 200_000; i++)
        {
            string spelling = "A" + string.Concat(Convert.ToString(i, 2).Select(bit => bit == '1' ? "&#32;" : "&#9;"));
            Assert.Equal(1, table.Number(new XmlText(Encoding.UTF8.GetBytes(spelling), XmlTextForm.RawContent)));
        }
        Assert.False(table.IsCrowded);
        for (int i = 1; i <= 1 << 16; i++)
            Assert.Equal(i + 1, table.Number(new XmlText(Encoding.UTF8.GetBytes($"v{i}"), XmlTextForm.Decoded)));
        Assert.True(table.IsCrowded);
        table.Clear();
        Assert.Equal((1, false), (table.Count, table.IsCrowded)); // the empty value stays
        Assert.Equal("", table[ValueTable.Empty]);
        Assert.Equal(1, table.Number(new XmlText("v7"u8, XmlTextForm.Decoded)));
        Assert.Equal("v7", table[1]);
    }

    [Fact]
    public void A_table_of_few_long_values_is_crowded_too()
    {
        var table = new ValueTable();
        for (int i = 0; i < 5; i++)
        {
            Assert.False(table.IsCrowded);
            table.Number(new XmlText(Encoding.UTF8.GetBytes(i + new string('v', (4 << 20) - 1)), XmlTextForm.Decoded));
        }
        Assert.True(table.IsCrowded);
        table.Clear();
        Assert.False(table.IsCrowded);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 3_000)]
    [InlineData(3, 100_000)]
    public void Values_of_rejected_documents_are_as_if_they_had_never_come(int seed, int most)
    {
        var random = new Random(seed);
        var table = new ValueTable(static value => value.ToLowerInvariant());
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        int next = 0;
        for (int document = 0; document < 40; document++)
        {
            var inHand = new Dictionary<string, int>(numbers);
            for (int i = random.Next(most); i > 0; i--)
            {
                XmlText text = Text(random, random.Next(3) == 0 ? next++ : random.Next(next + 1));
                string value = text.Decode().Trim().ToLowerInvariant();
                int number = table.Number(text);
                inHand.TryAdd(value, inHand.Count);
                Assert.Equal((inHand[value], value), (number, table[number]));
            }
            if (random.Next(2) == 0)
            {
                table.Commit();
                numbers = inHand;
            }
            else
            {
                table.Rollback();
                Assert.Equal(numbers.Count, table.Count);
            }
        }
        // Long ones leave no trace either.
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(numbers.Count, table.Number(new XmlText(Encoding.UTF8.GetBytes(i + new string('v', 4 << 20)), XmlTextForm.Decoded)));
            table.Rollback();
        }
        Assert.Equal(numbers.Count > 1 << 16, table.IsCrowded);
    }

    private static int Number(ValueTable table, byte[] spelling) => table.Number(new XmlText(spelling, XmlTextForm.RawContent));

    private static XmlText Text(Random random, int round)
    {
        // Few values often, and now and then one that was never there before.
        var text = new StringBuilder();
        for (int piece = random.Next(5); piece >= 0; piece--)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        if (random.Next(2) == 0)
            text.Append(round);
        if (random.Next(500) == 0)
            text.Append('l', random.Next(600));
        return new XmlText(Encoding.UTF8.GetBytes(text.ToString()), random.Next(3) == 0 ? XmlTextForm.Decoded : XmlTextForm.RawContent);
    }
}
