using System.Text.Json;

namespace Pyner.Verification.Published;

/// <summary>A knowledge base's <c>indices.json</c> as it stands: every figure, unchecked.</summary>
public sealed class PublishedIndices
{
    private PublishedIndices()
    {
    }

    /// <summary>The figures of <c>stats</c>.</summary>
    public Dictionary<string, long> Statistics { get; } = [];

    /// <summary>Occurrences of each value, by the catalog's key.</summary>
    public Dictionary<string, Dictionary<string, long>> Catalogs { get; } = [];

    /// <summary>Accessions of the submissions behind each organism.</summary>
    public Dictionary<string, List<string>> Studies { get; } = [];

    /// <summary>Experiments by organism and strategy.</summary>
    public Dictionary<(string Organism, string Strategy), long> OrganismStrategies { get; } = [];

    /// <summary>How many figures it states.</summary>
    public long Count => Statistics.Count + Catalogs.Values.Sum(catalog => (long)catalog.Count) + Studies.Count + OrganismStrategies.Count;

    internal static PublishedIndices Read(JsonElement root)
    {
        var indices = new PublishedIndices();
        Dictionary<string, long> organisms = indices.Catalogs["organisms"] = [];
        foreach (JsonProperty organism in root.GetProperty("organisms").EnumerateObject())
        {
            organisms.Add(organism.Name, organism.Value.GetProperty("count").GetInt64());
            indices.Studies.Add(organism.Name, [.. organism.Value.GetProperty("studies").EnumerateArray().Select(study => study.GetString()!)]);
        }
        Dictionary<string, long> strategies = indices.Catalogs["strategies"] = [];
        foreach (JsonProperty strategy in root.GetProperty("strategies").EnumerateObject())
        {
            strategies.Add(strategy.Name, strategy.Value.GetProperty("count").GetInt64());
            foreach (JsonProperty organism in strategy.Value.GetProperty("organisms").EnumerateObject())
                indices.OrganismStrategies.Add((organism.Name, strategy.Name), organism.Value.GetInt64());
        }
        foreach (string catalog in new[] { "sources", "selections", "attributes" })
            indices.Catalogs[catalog] = Figures(root.GetProperty(catalog));
        foreach ((string name, long figure) in Figures(root.GetProperty("stats")))
            indices.Statistics.Add(name, figure);
        return indices;
    }

    private static Dictionary<string, long> Figures(JsonElement figures) =>
        figures.EnumerateObject().ToDictionary(figure => figure.Name, figure => figure.Value.GetInt64());
}
