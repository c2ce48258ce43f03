using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports;

/// <summary>What a report shows of one catalog.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Whole">Records that its counts are a share of.</param>
/// <param name="Values">How many values it has.</param>
/// <param name="Top">Those with the largest counts, largest first.</param>
/// <param name="Unknown">Of them, those outside the schemas' vocabulary.</param>
internal sealed record ReportCatalog(ReportCatalogKind Kind, long Whole, long Values, IReadOnlyList<CatalogEntry> Top, IReadOnlySet<string> Unknown);
