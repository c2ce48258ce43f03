using System.Globalization;
using System.Text;
using Pyner.Sra.Tables;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Tables;

/// <summary>Texts that were rolled back are as if they had never come.</summary>
public sealed class DictionaryBufferTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 300)]
    [InlineData(3, 30_000)]
    public void Numbers_go_on_from_the_texts_that_stand(int seed, int most)
    {
        var random = new Random(seed);
        var buffer = new DictionaryBuffer();
        var rows = new List<string>();
        var numbers = new Dictionary<string, int>();
        for (int round = 0; round < 60; round++)
        {
            int before = rows.Count;
            var inHand = new Dictionary<string, int>(numbers);
            for (int row = random.Next(most); row > 0; row--)
            {
                string text = random.Next(3) == 0 ? $"text {random.Next(6)}" : $"text {random.Next(10 * most)}";
                if (random.Next(2) == 0)
                    buffer.Set(rows.Count, Encoding.UTF8.GetBytes(text));
                else
                    buffer.Set(rows.Count, new XmlText(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? text : $" {text.Replace("t", "&#116;", StringComparison.Ordinal)} "), XmlTextForm.RawContent));
                inHand.TryAdd(text, inHand.Count);
                Assert.Equal((inHand[text], text), (buffer.LastNumber, Encoding.UTF8.GetString(buffer.Last)));
                rows.Add(text);
            }
            if (random.Next(2) == 0)
            {
                buffer.Commit();
                numbers = inHand;
                continue;
            }
            rows.RemoveRange(before, rows.Count - before);
            buffer.Truncate(before);
            int generation = buffer.Generation;
            buffer.Rollback();
            Assert.Equal(numbers.Count, buffer.Count);
            Assert.True(generation != buffer.Generation || inHand.Count == numbers.Count);
            foreach ((string text, int number) in numbers)
                Assert.Equal(text, Encoding.UTF8.GetString(buffer[number]));
        }
    }

    [Fact]
    public void Texts_of_any_number_of_rejected_files_fit()
    {
        // More than an array can hold, 64 MiB at a time.
        var buffer = new DictionaryBuffer();
        buffer.Set(0, "stands"u8);
        buffer.Commit();
        byte[] text = new byte[4 << 20];
        for (int file = 0; file < 40; file++)
        {
            for (int row = 1; row <= 16; row++)
            {
                Assert.True(Encoding.UTF8.TryGetBytes(string.Create(CultureInfo.InvariantCulture, $"{file} {row}"), text, out _));
                buffer.Set(row, text);
            }
            buffer.Truncate(1);
            buffer.Rollback();
        }
        Assert.Equal((1, "stands"), (buffer.Count, Encoding.UTF8.GetString(buffer[0])));
    }
}
