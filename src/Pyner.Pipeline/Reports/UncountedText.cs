using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports;

/// <summary>Says how many records are in no catalog, and why: rows of the tables and counts of the catalogs differ by so many.</summary>
public static class UncountedText
{
    /// <summary>Of the experiments, such as <c>of 183 experiments 79 lack accession, title or strategy and are not counted</c>; null where all count.</summary>
    public static string? OfExperiments(KnowledgeBaseStatistics statistics) =>
        Of(statistics.TotalExperiments, statistics.ExperimentsMissingFields, "experiments", "accession, title or strategy");

    /// <summary>Of the samples; null where all count.</summary>
    public static string? OfSamples(KnowledgeBaseStatistics statistics) =>
        Of(statistics.TotalSamples, statistics.SamplesMissingFields, "samples", "the organism");

    /// <summary>Both, as far as there are any.</summary>
    public static IEnumerable<string> Of(KnowledgeBaseStatistics statistics) =>
        ((string?[])[OfExperiments(statistics), OfSamples(statistics)]).OfType<string>();

    private static string? Of(long counted, long missing, string records, string fields) => missing == 0
        ? null
        : $"of {Figure.Count(counted + missing)} {records} {Figure.Count(missing)} lack{(missing == 1 ? "s" : "")} {fields} "
            + (missing == 1 ? "and is not counted" : "and are not counted");
}
