namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The figures of a knowledge base that are no catalog, as <c>statistics</c> of knowledge_base.json has them.</summary>
public sealed record KnowledgeBaseStatistics
{
    /// <summary>Experiments that count.</summary>
    public required long TotalExperiments { get; init; }

    /// <summary>Samples that count.</summary>
    public required long TotalSamples { get; init; }

    /// <summary>Sequencing runs.</summary>
    public required long TotalRuns { get; init; }

    /// <summary>Distinct organisms.</summary>
    public required long UniqueOrganisms { get; init; }

    /// <summary>Distinct library strategies.</summary>
    public required long UniqueStrategies { get; init; }

    /// <summary>Distinct library sources; the empty one, for those that are missing, is one of them.</summary>
    public required long UniqueSources { get; init; }

    /// <summary>Distinct library selections; the empty one, for those that are missing, is one of them.</summary>
    public required long UniqueSelections { get; init; }

    /// <summary>Distinct library layouts.</summary>
    public required long UniqueLayouts { get; init; }

    /// <summary>Distinct platforms.</summary>
    public required long UniquePlatforms { get; init; }

    /// <summary>Distinct instrument models.</summary>
    public required long UniqueInstrumentModels { get; init; }

    /// <summary>Distinct attribute tags.</summary>
    public required long UniqueAttributes { get; init; }

    /// <summary>Experiments without an accession, a title or a strategy.</summary>
    public required long ExperimentsMissingFields { get; init; }

    /// <summary>Samples without an organism.</summary>
    public required long SamplesMissingFields { get; init; }

    /// <summary>Experiments and samples that lack what they need to count.</summary>
    public required long MissingFields { get; init; }

    /// <summary>Records in a file of another kind.</summary>
    public required long MisplacedRecords { get; init; }

    /// <summary>Counted experiments that point to no counted sample of their submission.</summary>
    public required long UnresolvedSampleReferences { get; init; }

    /// <summary>Files that could not be read.</summary>
    public required long RejectedFiles { get; init; }

    /// <summary>The statistics of a whole.</summary>
    public static KnowledgeBaseStatistics Of(Partial whole) => new()
    {
        TotalExperiments = whole.Totals.Experiments,
        TotalSamples = whole.Totals.Samples,
        TotalRuns = whole.Totals.Runs,
        UniqueOrganisms = whole.Organisms.Count,
        UniqueStrategies = whole.Strategies.Count,
        UniqueSources = whole.Sources.Count,
        UniqueSelections = whole.Selections.Count,
        UniqueLayouts = whole.Layouts.Count,
        UniquePlatforms = whole.Platforms.Count,
        UniqueInstrumentModels = whole.InstrumentModels.Count,
        UniqueAttributes = whole.Attributes.Count,
        ExperimentsMissingFields = whole.Totals.ExperimentsMissingFields,
        SamplesMissingFields = whole.Totals.SamplesMissingFields,
        MissingFields = whole.Totals.ExperimentsMissingFields + whole.Totals.SamplesMissingFields,
        MisplacedRecords = whole.Totals.MisplacedRecords,
        UnresolvedSampleReferences = whole.Totals.UnresolvedSampleReferences,
        RejectedFiles = whole.Rejected.Count,
    };

    /// <summary>The published names with their figures, in the published order.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ToNamedFigures() =>
    [
        new("total_experiments", TotalExperiments),
        new("total_samples", TotalSamples),
        new("total_runs", TotalRuns),
        new("unique_organisms", UniqueOrganisms),
        new("unique_strategies", UniqueStrategies),
        new("unique_sources", UniqueSources),
        new("unique_selections", UniqueSelections),
        new("unique_layouts", UniqueLayouts),
        new("unique_platforms", UniquePlatforms),
        new("unique_instrument_models", UniqueInstrumentModels),
        new("unique_attributes", UniqueAttributes),
        new("experiments_missing_fields", ExperimentsMissingFields),
        new("samples_missing_fields", SamplesMissingFields),
        new("missing_fields", MissingFields),
        new("misplaced_records", MisplacedRecords),
        new("unresolved_sample_references", UnresolvedSampleReferences),
        new("rejected_files", RejectedFiles),
    ];

    /// <summary>Restores the statistics from their published names.</summary>
    /// <param name="figure">Gives the figure of a name, or throws.</param>
    internal static KnowledgeBaseStatistics From(Func<string, long> figure) => new()
    {
        TotalExperiments = figure("total_experiments"),
        TotalSamples = figure("total_samples"),
        TotalRuns = figure("total_runs"),
        UniqueOrganisms = figure("unique_organisms"),
        UniqueStrategies = figure("unique_strategies"),
        UniqueSources = figure("unique_sources"),
        UniqueSelections = figure("unique_selections"),
        UniqueLayouts = figure("unique_layouts"),
        UniquePlatforms = figure("unique_platforms"),
        UniqueInstrumentModels = figure("unique_instrument_models"),
        UniqueAttributes = figure("unique_attributes"),
        ExperimentsMissingFields = figure("experiments_missing_fields"),
        SamplesMissingFields = figure("samples_missing_fields"),
        MissingFields = figure("missing_fields"),
        MisplacedRecords = figure("misplaced_records"),
        UnresolvedSampleReferences = figure("unresolved_sample_references"),
        RejectedFiles = figure("rejected_files"),
    };
}
