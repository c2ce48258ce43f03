namespace Pyner.Benchmarks.Baseline;

/// <summary>The catalogs that the baseline counts, by their names in a knowledge base.</summary>
internal enum BaselineCatalog
{
    Organisms,
    Strategies,
    Sources,
    Selections,
    Layouts,
    Platforms,
    InstrumentModels,
    Attributes,
}
