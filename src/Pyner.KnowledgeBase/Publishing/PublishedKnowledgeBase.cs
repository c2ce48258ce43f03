namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The content of a knowledge_base.json. It does not change.</summary>
public sealed record PublishedKnowledgeBase
{
    /// <summary>1, 2 or 3 where the job was one of the stages, or null.</summary>
    public required int? Stage { get; init; }

    /// <summary>When it was published, UTC, in whole seconds.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Number of submissions read (the original's name for it).</summary>
    public required long FilesProcessed { get; init; }

    /// <summary>The figures that are no catalog.</summary>
    public required KnowledgeBaseStatistics Statistics { get; init; }

    /// <summary>Organisms, with samples and submissions (<c>studies</c> in the file).</summary>
    public required PublishedCatalog Organisms { get; init; }

    /// <summary>Library strategies.</summary>
    public required PublishedCatalog Strategies { get; init; }

    /// <summary>Library sources.</summary>
    public required PublishedCatalog Sources { get; init; }

    /// <summary>Library selections.</summary>
    public required PublishedCatalog Selections { get; init; }

    /// <summary>Library layouts.</summary>
    public required PublishedCatalog Layouts { get; init; }

    /// <summary>Platforms.</summary>
    public required PublishedCatalog Platforms { get; init; }

    /// <summary>Instrument models.</summary>
    public required PublishedCatalog InstrumentModels { get; init; }

    /// <summary>Attribute tags.</summary>
    public required PublishedCatalog Attributes { get; init; }

    /// <summary>For each organism with joined experiments, their strategies.</summary>
    public required IReadOnlyDictionary<string, PublishedCatalog> OrganismStrategies { get; init; }

    /// <summary>For each catalog with a vocabulary (by its name in the file, such as <c>instrument_models</c>), the values outside it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> OffVocabulary { get; init; }
}
