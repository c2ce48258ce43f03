using System.Collections;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>A catalog as it was published: its entries in the file's order, largest count first.</summary>
/// <param name="entries">The entries, distinct by value.</param>
public sealed class PublishedCatalog(IReadOnlyList<CatalogEntry> entries) : IReadOnlyList<CatalogEntry>
{
    /// <summary>Number of values.</summary>
    public int Count => entries.Count;

    /// <summary>The entry at a place, from 0.</summary>
    public CatalogEntry this[int index] => entries[index];

    /// <inheritdoc/>
    public IEnumerator<CatalogEntry> GetEnumerator() => entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
