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
