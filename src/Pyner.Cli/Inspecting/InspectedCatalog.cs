using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Cli.Inspecting;

/// <summary>One of a knowledge base's catalogs, by the name it is asked for.</summary>
/// <param name="Kind">The catalog.</param>
internal sealed record InspectedCatalog(CatalogKind Kind)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<InspectedCatalog> All { get; } = [.. CatalogKind.All.Select(kind => new InspectedCatalog(kind))];

    /// <summary>As typed, such as <c>instrument-models</c>.</summary>
    public string Name => Kind.Name.Replace('_', '-');
}
