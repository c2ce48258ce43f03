using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports;

/// <summary>One of the catalogs that a report shows.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Id">Its part of the page.</param>
/// <param name="Title">Its heading.</param>
internal sealed record ReportCatalogKind(CatalogKind Catalog, string Id, string Title)
{
    /// <summary>All there are, in the page's order.</summary>
    public static IReadOnlyList<ReportCatalogKind> All { get; } =
    [
        new(CatalogKind.Organisms, "organisms", "Organisms"),
        new(CatalogKind.Attributes, "attributes", "Attributes"),
        new(CatalogKind.Strategies, "strategies", "Library strategies"),
        new(CatalogKind.InstrumentModels, "instruments", "Instrument models"),
        new(CatalogKind.Selections, "selections", "Library selections"),
        new(CatalogKind.Sources, "sources", "Library sources"),
        new(CatalogKind.Platforms, "platforms", "Platforms"),
        new(CatalogKind.Layouts, "layouts", "Library layouts"),
    ];
}
