using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>Compares a knowledge base with what the corpus generator meant to write.</summary>
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
    public static void Check(string knowledgeBase, string truth)
    {
        JsonNode ours = JsonNode.Parse(File.ReadAllText(knowledgeBase))!;
        JsonNode theirs = JsonNode.Parse(File.ReadAllText(truth))!;
        foreach (string key in s_compared)
        {
            if (!JsonNode.DeepEquals(ours[key], theirs[key]))
                throw new InvalidOperationException($"{knowledgeBase}: {key} is not what {truth} says");
        }
    }
}
