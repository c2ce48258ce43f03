using Pyner.Verification.Counting;
using Pyner.Verification.Published;
using Pyner.Verification.Sources;

namespace Pyner.Verification;

/// <summary>Verifies a knowledge base: counts its source once more by an independent path and compares every figure.</summary>
public static class KnowledgeBaseVerification
{
    /// <summary>Verifies a knowledge base against the source that it was built from.</summary>
    /// <param name="folder">The knowledge base's folder.</param>
    /// <param name="source">The folder, tar or tar.gz.</param>
    /// <param name="progress">Told of every file of the source.</param>
    /// <param name="cancellation">Stops the recount.</param>
    /// <exception cref="VerificationException">Either can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationResult Run(
        string folder,
        string source,
        Action<RecountProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var published = PublishedKnowledgeBase.Read(folder);
        var recount = Recount.Of(
            VerifiedSource.Open(source),
            published.Limit,
            published.Indices is not null,
            published.HasTables,
            published.RefusedAsLarge,
            published.RefusedForDoctype,
            progress,
            cancellation);
        return new VerificationResult(Comparison.Of(published, recount), recount, Figures(published, recount), published.Limit);
    }

    private static long Figures(PublishedKnowledgeBase published, Recount recount) =>
        published.Statistics.Count
        + published.JobFigures.Count
        + (Comparison.IsIgnoredCompared(published, recount) ? 1 : 0)
        + published.Catalogs.Values.Sum(catalog => (long)catalog.Counts.Count + catalog.Submissions.Count)
        + (2L * published.OrganismStrategies.Count)
        + published.Rejected.Count
        + (published.Indices?.Count ?? 0);
}
