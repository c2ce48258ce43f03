using System.Globalization;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// The timestamp of published files: the present, or what SOURCE_DATE_EPOCH says (whole seconds since 1970, the convention of
/// reproducible builds), so that the same input can give the same bytes.
/// </summary>
public static class PublicationTime
{
    /// <summary>The environment variable that fixes the timestamp.</summary>
    public const string Variable = "SOURCE_DATE_EPOCH";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The timestamp to publish, in whole seconds UTC. Worth calling before the work starts, for it refuses a malformed variable.</summary>
    /// <exception cref="FormatException">SOURCE_DATE_EPOCH is set, and not to a number of seconds that a date has.</exception>
    public static DateTimeOffset FromEnvironment() => From(Environment.GetEnvironmentVariable(Variable), DateTimeOffset.UtcNow);

    /// <summary>The timestamp for a value of the variable.</summary>
    /// <param name="epoch">The variable's value; null or empty where it is not set.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="FormatException">The value is no number of seconds that a date has.</exception>
    public static DateTimeOffset From(string? epoch, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(epoch))
            return DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        if (long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        throw new FormatException(
            $"{Variable} is '{epoch}', and must be a number of seconds since 1970-01-01 UTC, such as 1767225600. Set it so, or unset it.");
    }

    /// <summary>The timestamp as it is published: ISO 8601 in UTC, such as <c>2026-01-01T00:00:00Z</c>.</summary>
    public static string ToText(DateTimeOffset timestamp) => timestamp.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToText"/> gives.</summary>
    public static bool TryParse(string text, out DateTimeOffset timestamp) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out timestamp);
}
