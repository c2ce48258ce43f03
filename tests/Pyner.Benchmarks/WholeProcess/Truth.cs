using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>Compares a knowledge base, or what another program counted, with what the corpus generator meant to write.</summary>
internal static class Truth
{
    private static readonly string[] s_compared =
    [
        "files_processed", "statistics", "organisms", "strategies", "sources", "selections", "layouts", "platforms", "instrument_models",
        "attributes", "submissions_behind", "organism_strategies",
    ];

    /// <summary>Throws unless the limit program read every byte that the others read.</summary>
    public static void CheckLimit(string output, string truth)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(truth))!;
        long files = new[] { "sample", "experiment", "run" }.Sum(kind => (long)json["files"]![kind]!);
        string expected = $"{files} {(long)json["bytes"]!} ";
        if (!output.StartsWith(expected, StringComparison.Ordinal))
            throw new InvalidOperationException($"the limit program read '{output.Trim()}' (files, bytes, seconds), {truth} has {expected.Trim()}");
    }

    /// <summary>Throws if a figure differs.</summary>
    public static void Check(string figures, string truth)
    {
        IReadOnlyList<string> differences = Differences(figures, truth);
        if (differences.Count > 0)
            throw new InvalidOperationException($"{figures}: {differences.Count} figures are not those of {truth}, the first being {differences[0]}");
    }

    /// <summary>Every figure that differs, or is in one of the files only, as <c>place: here, there</c>; none when all agree.</summary>
    /// <param name="figures">A knowledge base, or figures under the same names.</param>
    /// <param name="truth">The generator's <c>truth.json</c>.</param>
    public static IReadOnlyList<string> Differences(string figures, string truth)
    {
        JsonNode ours = JsonNode.Parse(File.ReadAllText(figures))!;
        JsonNode theirs = JsonNode.Parse(File.ReadAllText(truth))!;
        var differences = new List<string>();
        foreach (string key in s_compared)
            Compare(key, ours[key], theirs[key] ?? throw new InvalidDataException($"{truth} has no {key}"), differences);
        return differences;
    }

    private static void Compare(string place, JsonNode? ours, JsonNode? theirs, List<string> differences)
    {
        if (ours is JsonObject here && theirs is JsonObject there)
        {
            foreach (string name in here.Select(entry => entry.Key).Union(there.Select(entry => entry.Key)))
                Compare($"{place}/{name}", here[name], there[name], differences);
        }
        else if (!JsonNode.DeepEquals(ours, theirs))
        {
            differences.Add($"{place}: {ours?.ToJsonString() ?? "nothing"}, not {theirs?.ToJsonString() ?? "nothing"}");
        }
    }
}
