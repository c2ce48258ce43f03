using System.Globalization;
using Pyner.Verification.Counting;
using Pyner.Verification.Published;

namespace Pyner.Verification;

/// <summary>Finds every figure on which a published knowledge base and a recount disagree, in both directions.</summary>
public sealed class Comparison
{
    // Of the statistics, those that indices.json states too.
    private static readonly string[] s_indexed =
    [
        "total_experiments", "total_samples", "total_runs", "unique_organisms", "unique_strategies", "unique_sources", "unique_selections", "unique_attributes",
    ];

    private readonly PublishedKnowledgeBase _published;
    private readonly Recount _recount;
    private readonly Dictionary<string, long> _statistics;
    private readonly List<Difference> _differences = [];

    private Comparison(PublishedKnowledgeBase published, Recount recount)
    {
        _published = published;
        _recount = recount;
        _statistics = new()
        {
            ["files_processed"] = _recount.Submissions,
            ["total_experiments"] = _recount.Experiments,
            ["total_samples"] = _recount.Samples,
            ["total_runs"] = _recount.Runs,
            ["unique_organisms"] = _recount.Organisms.Count,
            ["unique_strategies"] = _recount.Strategies.Count,
            ["unique_sources"] = _recount.Sources.Count,
            ["unique_selections"] = _recount.Selections.Count,
            ["unique_layouts"] = _recount.Layouts.Count,
            ["unique_platforms"] = _recount.Platforms.Count,
            ["unique_instrument_models"] = _recount.InstrumentModels.Count,
            ["unique_attributes"] = _recount.Attributes.Count,
            ["experiments_missing_fields"] = _recount.ExperimentsMissingFields,
            ["samples_missing_fields"] = _recount.SamplesMissingFields,
            ["missing_fields"] = _recount.ExperimentsMissingFields + _recount.SamplesMissingFields,
            ["misplaced_records"] = _recount.MisplacedRecords,
            ["unresolved_sample_references"] = _recount.UnresolvedSampleReferences,
            ["rejected_files"] = _recount.Rejected.Count,
        };
    }

    /// <summary>Compares everything that the knowledge base states.</summary>
    /// <returns>The differences, catalog by catalog; none where all agree.</returns>
    public static IReadOnlyList<Difference> Of(PublishedKnowledgeBase published, Recount recount)
    {
        var comparison = new Comparison(published, recount);
        comparison.CompareStatistics();
        comparison.CompareJob();
        comparison.CompareCatalog("organisms", recount.Organisms);
        comparison.CompareCatalog("strategies", recount.Strategies);
        comparison.CompareCatalog("sources", recount.Sources);
        comparison.CompareCatalog("selections", recount.Selections);
        comparison.CompareCatalog("layouts", recount.Layouts);
        comparison.CompareCatalog("platforms", recount.Platforms);
        comparison.CompareCatalog("instrument_models", recount.InstrumentModels);
        comparison.CompareCatalog("attributes", recount.Attributes);
        comparison.CompareOrganismStrategies();
        comparison.CompareOffVocabulary();
        comparison.CompareRejected();
        comparison.CompareIndices();
        return comparison._differences;
    }

    private void CompareStatistics() => CompareFigures("statistics", "figure", _published.Statistics, _statistics);

    private void CompareJob()
    {
        var ours = new Dictionary<string, long> { ["submissions"] = _recount.Submissions, ["rejected.files"] = _recount.Rejected.Count };
        foreach (DocumentKind kind in Enum.GetValues<DocumentKind>())
            ours.Add($"files.{kind.ToString().ToLowerInvariant()}", _recount.Files(kind));
        foreach ((string name, long figure) in _published.JobFigures)
        {
            if (!ours.TryGetValue(name, out long our) || our != figure)
                Add("job", name, "figure", Text(figure), ours.ContainsKey(name) ? Text(our) : null);
        }
        if (IsIgnoredCompared(_published, _recount) && _published.IgnoredFiles != _recount.IgnoredFiles)
            Add("job", "ignored_files", "figure", Text(_published.IgnoredFiles!.Value), Text(_recount.IgnoredFiles));
    }

    /// <summary>Whether the files that were passed over can be compared. A job that ends at its limit does not come by all of them.</summary>
    internal static bool IsIgnoredCompared(PublishedKnowledgeBase published, Recount recount) =>
        published.IgnoredFiles is not null && (published.Limit is null || recount.Submissions < published.Limit);

    private void CompareCatalog(string name, VerifiedCatalog<string> ours)
    {
        PublishedCatalog published = _published.Catalogs[name];
        CompareFigures(name, "count", published.Counts, Counts(ours));
        CompareFigures(name, "submissions", published.Submissions, ours.Tallies.ToDictionary(tally => tally.Key, tally => tally.Value.Submissions));
        string? last = null;
        foreach (string value in published.Counts.Keys)
        {
            if (last is not null && Order(published.Counts, last, value) >= 0)
                Add(name, value, "order", $"after '{last}'", "before it");
            last = value;
        }
    }

    private static int Order(Dictionary<string, long> counts, string left, string right)
    {
        int order = counts[right].CompareTo(counts[left]);
        return order != 0 ? order : CompareCodePoints(left, right);
    }

    private static int CompareCodePoints(string left, string right)
    {
        byte[] leftBytes = System.Text.Encoding.UTF8.GetBytes(left);
        return leftBytes.AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right));
    }

    private void CompareOrganismStrategies()
    {
        CompareFigures(
            "organism_strategies",
            "count",
            _published.OrganismStrategies.ToDictionary(pair => Name(pair.Key), pair => pair.Value.Count),
            _recount.OrganismStrategies.Tallies.ToDictionary(pair => Name(pair.Key), pair => pair.Value.Count));
        CompareFigures(
            "organism_strategies",
            "submissions",
            _published.OrganismStrategies.ToDictionary(pair => Name(pair.Key), pair => pair.Value.Submissions),
            _recount.OrganismStrategies.Tallies.ToDictionary(pair => Name(pair.Key), pair => pair.Value.Submissions));
    }

    // U+0001 can't occur in a value, so the joined name is as unique as the pair; it is shown as a cross.
    private static string Name((string Organism, string Strategy) pair) => $"{pair.Organism}\u0001{pair.Strategy}";

    private void CompareOffVocabulary()
    {
        foreach ((string catalog, List<string> values) in _published.OffVocabulary)
        {
            foreach (string value in values)
            {
                if (!_published.Catalogs.TryGetValue(catalog, out PublishedCatalog? published) || !published.Counts.ContainsKey(value))
                    Add("off_vocabulary", value, catalog, "listed", "no such value in the catalog");
            }
        }
    }

    private void CompareRejected()
    {
        // A file may be listed more than once: an archive can hold it more than once.
        ILookup<string, string> published = _published.Rejected
            .ToLookup(rejection => rejection.File, rejection => $"{rejection.Kind.ToLowerInvariant()} file of {rejection.Accession}");
        ILookup<string, RejectedDocument> ours = _recount.Rejected.ToLookup(rejected => rejected.Path);
        foreach (string file in published.Select(lines => lines.Key).Union(ours.Select(documents => documents.Key)).Order(StringComparer.Ordinal))
        {
            string listed = List(published[file]);
            string counted = List(ours[file].Select(rejected => $"{rejected.Kind.ToString().ToLowerInvariant()} file of {rejected.Submission}"));
            if (listed == counted)
                continue;
            if (listed.Length == 0)
                Add("rejected", file, "file", null, $"{counted} ({ours[file].First().Message})");
            else
                Add("rejected", file, "file", listed, counted.Length == 0 ? "accepted or absent" : counted);
        }

        static string List(IEnumerable<string> files) => string.Join(", ", files.Order(StringComparer.Ordinal));
    }

    private void CompareIndices()
    {
        if (_published.Indices is not PublishedIndices indices)
            return;
        CompareFigures("indices", "stats", indices.Statistics, s_indexed.ToDictionary(name => name, name => _statistics[name]));
        CompareFigures("indices", "organisms", indices.Catalogs["organisms"], Counts(_recount.Organisms));
        CompareFigures("indices", "strategies", indices.Catalogs["strategies"], Counts(_recount.Strategies));
        CompareFigures("indices", "sources", indices.Catalogs["sources"], Counts(_recount.Sources));
        CompareFigures("indices", "selections", indices.Catalogs["selections"], Counts(_recount.Selections));
        CompareFigures("indices", "attributes", indices.Catalogs["attributes"], Counts(_recount.Attributes));
        CompareFigures(
            "indices",
            "organisms of a strategy",
            indices.OrganismStrategies.ToDictionary(pair => Name(pair.Key), pair => pair.Value),
            _recount.OrganismStrategies.Tallies.ToDictionary(pair => Name(pair.Key), pair => pair.Value.Count));
        foreach ((string organism, List<string> accessions) in indices.Studies)
            CompareStudies(organism, accessions);
    }

    private void CompareStudies(string organism, List<string> accessions)
    {
        var published = new HashSet<string>(accessions);
        HashSet<string> ours = [.. _recount.Studies(organism).Select(study => study.ToString())];
        if (published.Count != accessions.Count)
            Add("indices", organism, "studies", "an accession twice", "each once");
        foreach (string accession in published.Except(ours).Order(StringComparer.Ordinal))
            Add("indices", organism, "studies", accession, null);
        foreach (string accession in ours.Except(published).Order(StringComparer.Ordinal))
            Add("indices", organism, "studies", null, accession);
    }

    private static Dictionary<string, long> Counts(VerifiedCatalog<string> catalog) =>
        catalog.Tallies.ToDictionary(tally => tally.Key, tally => tally.Value.Count);

    private void CompareFigures(string catalog, string figure, Dictionary<string, long> published, Dictionary<string, long> recounted)
    {
        foreach ((string value, long count) in published)
        {
            if (!recounted.TryGetValue(value, out long our))
                Add(catalog, value, figure, Text(count), null);
            else if (our != count)
                Add(catalog, value, figure, Text(count), Text(our));
        }
        foreach ((string value, long count) in recounted.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!published.ContainsKey(value))
                Add(catalog, value, figure, null, Text(count));
        }
    }

    private void Add(string catalog, string value, string figure, string? published, string? recounted) =>
        _differences.Add(new Difference(catalog, value.Replace("\u0001", " x ", StringComparison.Ordinal), figure, published, recounted));

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
