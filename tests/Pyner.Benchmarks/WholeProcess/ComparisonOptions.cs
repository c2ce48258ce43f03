namespace Pyner.Benchmarks.WholeProcess;

/// <summary>What is compared, and how often.</summary>
internal sealed record ComparisonOptions
{
    public required string Corpus { get; init; }

    public required string Pyner { get; init; }

    public required string Limit { get; init; }

    public required string Report { get; init; }

    public int Rounds { get; init; } = 5;

    /// <summary>Rounds in which XmlReader, which takes long, runs too.</summary>
    public int SlowRounds { get; init; } = 5;

    public static ComparisonOptions Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i + 1 < arguments.Length; i += 2)
            values[arguments[i]] = arguments[i + 1];
        return new ComparisonOptions
        {
            Corpus = values["--corpus"],
            Pyner = values["--pyner"],
            Limit = values["--limit"],
            Report = values["--report"],
            Rounds = values.TryGetValue("--rounds", out string? rounds) ? int.Parse(rounds) : 5,
            SlowRounds = values.TryGetValue("--slow-rounds", out string? slow) ? int.Parse(slow) : 5,
        };
    }
}
