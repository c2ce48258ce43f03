using System.Collections.Concurrent;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Gateway.Catalogs;

/// <summary>A published knowledge base in memory, with its listings.</summary>
/// <param name="content">What was read.</param>
internal sealed class LoadedKnowledgeBase(PublishedKnowledgeBase content)
{
    private readonly ConcurrentDictionary<string, Listing> _catalogs = new(StringComparer.Ordinal);
    private readonly Listing _pairs = new(() => Pairs(content));

    /// <summary>What was read.</summary>
    public PublishedKnowledgeBase Content => content;

    /// <summary>A catalog's values.</summary>
    public Listing Catalog(CatalogKind kind) => _catalogs.GetOrAdd(kind.Name, _ => new Listing(() => Values(kind)));

    /// <summary>Every organism with each of its strategies.</summary>
    public Listing OrganismStrategies => _pairs;

    private IEnumerable<ListedValue> Values(CatalogKind kind)
    {
        HashSet<string> off = content.OffVocabulary.TryGetValue(kind.Name, out IReadOnlyList<string>? names) ? [.. names] : [];
        return kind.Of(content).Select(entry => new ListedValue(entry.Value, "", entry.Count, entry.Submissions, 0, off.Contains(entry.Value)));
    }

    private static IEnumerable<ListedValue> Pairs(PublishedKnowledgeBase content) =>
        content.OrganismStrategies.SelectMany(organism => organism.Value.Select(entry =>
            new ListedValue(organism.Key, entry.Value, entry.Count, entry.Submissions, 0, false)));
}
