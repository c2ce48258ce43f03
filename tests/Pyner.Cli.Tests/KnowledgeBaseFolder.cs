using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>Compares what jobs published.</summary>
public static class KnowledgeBaseFolder
{
    /// <summary>A fixed time, so that two jobs publish the same bytes.</summary>
    public static IReadOnlyDictionary<string, string> FixedTime { get; } =
        new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1767225600" };

    /// <summary>Asserts that two jobs published the same bytes.</summary>
    public static void AssertSameBytes(string expected, string actual)
    {
        foreach (string name in new[] { "knowledge_base.json", "rejected.jsonl" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(expected, name)), File.ReadAllBytes(Path.Combine(actual, name)));
    }
}
