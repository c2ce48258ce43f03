using System.Globalization;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Ledgers;

/// <summary>What decides a job's result. Two executions may share checkpoints only if all of it but the path agrees.</summary>
public sealed record JobIdentity
{
    /// <summary>Full path of the source. A source that was moved is still the same source.</summary>
    public required string SourcePath { get; init; }

    /// <summary>What the source is.</summary>
    public required SourceKind SourceKind { get; init; }

    /// <summary>The source's fingerprint when the job was planned.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The stage asked for (1, 2 or 3), or null.</summary>
    public int? Stage { get; init; }

    /// <summary>How many submissions to read, or null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>Submissions per batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whether the submissions behind each organism are written too.</summary>
    public bool Studies { get; init; }

    /// <summary>Whether tables are written too.</summary>
    public bool Tables { get; init; }

    /// <summary>The options that decide the result and differ in <paramref name="other"/>: name, value here, value there.</summary>
    public IReadOnlyList<(string Option, string Here, string There)> OptionDifferences(JobIdentity other)
    {
        var differences = new List<(string, string, string)>();
        void Compare(string option, object? here, object? there)
        {
            if (!Equals(here, there))
                differences.Add((option, Text(here), Text(there)));
        }
        Compare("--stage", Stage, other.Stage);
        Compare("--limit", Limit, other.Limit);
        Compare("--batch-size", BatchSize, other.BatchSize);
        Compare("--studies", Studies, other.Studies);
        Compare("--tables", Tables, other.Tables);
        return differences;
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "yes" : "no",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
