using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports;

/// <summary>What a report shows of a knowledge base: the same whether it comes from what a job merged or from what it published.</summary>
/// <param name="Submissions">Submissions read.</param>
/// <param name="Statistics">The figures that are no catalog.</param>
/// <param name="Catalogs">The catalogs.</param>
/// <param name="OrganismStrategies">Organism by strategy.</param>
internal sealed record ReportCatalogs(
    long Submissions, KnowledgeBaseStatistics Statistics, IReadOnlyList<ReportCatalog> Catalogs, OrganismStrategyTable OrganismStrategies)
{
    private const int MostValues = 20; // of a catalog

    /// <summary>Takes it from what a job merged.</summary>
    public static ReportCatalogs Of(Partial whole)
    {
        KnowledgeBaseStatistics statistics = KnowledgeBaseStatistics.Of(whole);
        return new ReportCatalogs(
            whole.Totals.Submissions,
            statistics,
            [.. ReportCatalogKind.All.Select(kind => Catalog(kind, statistics, kind.Catalog.Of(whole)))],
            OrganismStrategyTable.Of(whole.OrganismStrategies.Unordered.Select(e => (e.Key.Organism, e.Key.Strategy, e.Value.Count))));
    }

    /// <summary>Takes it from what a job published.</summary>
    public static ReportCatalogs Of(PublishedKnowledgeBase kb) => new(
        kb.FilesProcessed,
        kb.Statistics,
        [.. ReportCatalogKind.All.Select(kind => Catalog(kind, kb.Statistics, kind.Catalog.Of(kb)))],
        OrganismStrategyTable.Of(kb.OrganismStrategies.SelectMany(organism => organism.Value.Select(e => (organism.Key, e.Value, e.Count)))));

    private static ReportCatalog Catalog(ReportCatalogKind kind, KnowledgeBaseStatistics statistics, IReadOnlyList<CatalogEntry> entries)
    {
        CatalogEntry[] top = [.. entries.Take(MostValues)];
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        if (kind.Catalog.Vocabulary is { } vocabulary)
            unknown.UnionWith(top.Select(entry => entry.Value).Where(value => !vocabulary.Contains(value)));
        return new ReportCatalog(kind, kind.Catalog.Whole(statistics), entries.Count, top, unknown);
    }
}
