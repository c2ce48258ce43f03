using Pyner.KnowledgeBase.Publishing;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Publishing;

public sealed class PublicationTimeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 30, 59, 999, TimeSpan.FromHours(5));

    [Theory]
    [InlineData(null, "2026-11-23T07:30:59Z")]
    [InlineData("", "2026-11-23T07:30:59Z")]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    [InlineData("1767225600", "2026-01-01T00:00:00Z")]
    [InlineData("253402300799", "9999-12-31T23:59:59Z")]
    public void The_variable_decides_where_it_is_set(string? epoch, string expected)
    {
        DateTimeOffset timestamp = PublicationTime.From(epoch, s_now);
        Assert.Equal(expected, PublicationTime.ToText(timestamp));
        Assert.True(PublicationTime.TryParse(expected, out DateTimeOffset back));
        Assert.Equal(timestamp, back);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1.5")]
    [InlineData("now")]
    [InlineData("253402300800")]
    [InlineData("99999999999999999999")]
    public void A_malformed_variable_is_refused_with_what_to_do(string epoch)
    {
        string message = Assert.Throws<FormatException>(() => PublicationTime.From(epoch, s_now)).Message;
        Assert.Contains($"SOURCE_DATE_EPOCH is '{epoch}'", message, StringComparison.Ordinal);
        Assert.Contains("unset", message, StringComparison.Ordinal);
    }
}
