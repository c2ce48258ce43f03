using Pyner.Pipeline.Reports;
using Xunit;

namespace Pyner.Pipeline.Tests.Reports;

/// <summary>Text from strangers is shown and kept in bounds, without what can't be seen.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc [...]")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀", 3, "ab [...]")] // the limit is between its halves
    [InlineData("ab😀c", 4, "ab😀 [...]")]
    [InlineData("😀😀", 1, " [...]")]
    public void A_long_text_is_cut_between_characters(string text, int most, string shortened) =>
        Assert.Equal(shortened, VisibleText.Shortened(text, most));

    [Theory]
    [InlineData("Homo sapiens, é, 😀", "Homo sapiens, é, 😀")]
    [InlineData("a\nb\tc\rd", "a b c d")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("\u202eevil", "\\u202eevil")]
    [InlineData("a\u200bb\u200f\u2060\u061c\ufeff", "a\\u200bb\\u200f\\u2060\\u061c\\ufeff")]
    [InlineData("\u2028\u2029\u2066\uffff", "\\u2028\\u2029\\u2066\\uffff")]
    public void Every_character_is_to_be_seen(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_character()
    {
        // Not as test data: they are handed on as UTF-8, which has no such halves.
        string pair = "😀";
        Assert.Equal("\\ud83d", VisibleText.Of(pair[..1]));
        Assert.Equal("a\\ude00b", VisibleText.Of("a" + pair[1] + "b"));
        Assert.Equal("\\ud83d" + pair, VisibleText.Of(pair[0] + pair));
    }
}
