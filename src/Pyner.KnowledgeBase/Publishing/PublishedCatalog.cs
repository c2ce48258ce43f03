using System.Collections;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>A catalog as it was published: its entries in the file's order, largest count first.</summary>
/// <param name="entries">The entries, distinct by value.</param>
public sealed class PublishedCatalog(IReadOnlyList<CatalogEntry> entries) : IReadOnlyList<CatalogEntry>
{
    // Built on the first search: most of the many small catalogs behind organisms are never searched.
    private Dictionary<string, CatalogEntry>? _byValue;

    /// <summary>Number of values.</summary>
    public int Count => entries.Count;

    /// <summary>The entry at a place, from 0.</summary>
    public CatalogEntry this[int index] => entries[index];

    /// <summary>Finds a value's entry.</summary>
    public bool TryGetValue(string value, out CatalogEntry entry)
    {
        Dictionary<string, CatalogEntry> byValue = _byValue ??= entries.ToDictionary(e => e.Value, StringComparer.Ordinal);
        return byValue.TryGetValue(value, out entry);
    }

    /// <inheritdoc/>
    public IEnumerator<CatalogEntry> GetEnumerator() => entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
