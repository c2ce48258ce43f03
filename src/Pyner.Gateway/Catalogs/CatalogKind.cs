using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Gateway.Catalogs;

/// <summary>One of a knowledge base's catalogs.</summary>
/// <param name="Name">Its name in knowledge_base.json.</param>
/// <param name="Of">Takes it from a knowledge base.</param>
internal sealed record CatalogKind(string Name, Func<PublishedKnowledgeBase, PublishedCatalog> Of)
{
    public static CatalogKind Organisms { get; } = new("organisms", kb => kb.Organisms);

    public static CatalogKind Strategies { get; } = new("strategies", kb => kb.Strategies);

    public static CatalogKind Sources { get; } = new("sources", kb => kb.Sources);

    public static CatalogKind Selections { get; } = new("selections", kb => kb.Selections);

    public static CatalogKind Layouts { get; } = new("layouts", kb => kb.Layouts);

    public static CatalogKind Platforms { get; } = new("platforms", kb => kb.Platforms);

    public static CatalogKind InstrumentModels { get; } = new("instrument_models", kb => kb.InstrumentModels);

    public static CatalogKind Attributes { get; } = new("attributes", kb => kb.Attributes);
}
