namespace Pyner.Verification.Published;

/// <summary>A catalog as a knowledge base states it.</summary>
/// <param name="Name">Its key in <c>knowledge_base.json</c>.</param>
public sealed record PublishedCatalog(string Name)
{
    /// <summary>Occurrences of each value, in the file's order.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Distinct submissions behind each value.</summary>
    public Dictionary<string, long> Submissions { get; } = [];
}
