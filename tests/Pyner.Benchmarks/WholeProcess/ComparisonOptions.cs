namespace Pyner.Benchmarks.WholeProcess;

/// <summary>What is compared, and how often.</summary>
internal sealed record ComparisonOptions
{
    public required string Corpus { get; init; }

    public required string Pyner { get; init; }

    public required string Limit { get; init; }

    /// <summary>The program that says what another one took.</summary>
    public required string Measure { get; init; }

    public required string Report { get; init; }

    public int Rounds { get; init; }

    /// <summary>Rounds in which the programs that take long run too.</summary>
    public int SlowRounds { get; init; }

    public static ComparisonOptions Parse(string[] arguments)
    {
        var values = new Arguments(arguments);
        return new ComparisonOptions
        {
            Corpus = values.Required("--corpus"),
            Pyner = values.Required("--pyner"),
            Limit = values.Required("--limit"),
            Measure = values.Required("--measure"),
            Report = values.Required("--report"),
            Rounds = values.Number("--rounds", 5),
            SlowRounds = values.Number("--slow-rounds", 5),
        };
    }

    /// <summary>The command by which Pyner builds a knowledge base.</summary>
    public string[] Build(string source, string output, int threads) =>
        [Pyner, "build", source, "--out", output, "--threads", $"{threads}", "--quiet"];
}
