using System.Text.Json;
using System.Xml.Linq;
using Pyner.TestData;
using Pyner.Verification.Counting;
using Pyner.Verification.Sources;

namespace Pyner.Verification.Tests;

/// <summary>
/// The real tree against its oracle. The oracle tallies every EXPERIMENT; the counting rules leave out those without a title, and 79 of
/// the 183 have an empty TITLE. So each figure is compared with the oracle's less what the untitled ones put into it, and those are found
/// in the documents by LINQ to XML.
/// </summary>
public sealed class RealTreeTests
{
    private static readonly Lazy<Recount> s_recount = new(() => Recount.Of(VerifiedSource.Open(RealDocuments.Path("tree")), keepStudies: true));

    [Fact]
    public void Totals_are_the_oracles_and_the_untitled_experiments_are_counted_apart()
    {
        JsonElement totals = Oracle("totals");
        Assert.Equal(totals.GetProperty("submissions").GetInt64(), s_recount.Value.Submissions);
        Assert.Equal(totals.GetProperty("files").GetInt64(), Enum.GetValues<DocumentKind>().Sum(s_recount.Value.Files));
        Assert.Equal(totals.GetProperty("samples").GetInt64(), s_recount.Value.Samples);
        Assert.Equal(totals.GetProperty("runs").GetInt64(), s_recount.Value.Runs);
        Assert.Equal(totals.GetProperty("experiments").GetInt64(), s_recount.Value.Experiments + s_recount.Value.ExperimentsMissingFields);
        Assert.Equal(79, s_recount.Value.ExperimentsMissingFields);
        Assert.Equal(104, s_recount.Value.Experiments);
        Assert.Equal(0, s_recount.Value.SamplesMissingFields);
        Assert.Equal(0, s_recount.Value.MisplacedRecords);
        Assert.Equal(0, s_recount.Value.IgnoredFiles);
        Assert.Empty(s_recount.Value.Rejected);
    }

    [Fact]
    public void Organisms_are_the_oracles()
    {
        Dictionary<string, VerifiedTally> oracle = Oracle("organisms").EnumerateObject().ToDictionary(
            organism => organism.Name,
            organism => new VerifiedTally(organism.Value.GetProperty("samples").GetInt64(), organism.Value.GetProperty("submissions").GetInt64()));
        Assert.Equal(Ordered(oracle), Ordered(s_recount.Value.Organisms.Tallies));
        Assert.All(oracle, organism => Assert.Equal(organism.Value.Submissions, s_recount.Value.Studies(organism.Key).Count));
    }

    [Theory]
    [InlineData("LIBRARY_STRATEGY")]
    [InlineData("LIBRARY_SOURCE")]
    [InlineData("LIBRARY_SELECTION")]
    [InlineData("LIBRARY_LAYOUT")]
    [InlineData("PLATFORM")]
    [InlineData("INSTRUMENT_MODEL")]
    public void A_catalog_is_the_oracles_less_the_experiments_without_title(string name)
    {
        Dictionary<string, VerifiedTally> oracle = Oracle(name).EnumerateObject().ToDictionary(
            value => value.Name,
            value => new VerifiedTally(value.Value.GetProperty("count").GetInt64(), value.Value.GetProperty("submissions").GetInt64()));
        (string Value, string Submission, bool Titled)[] all = [.. Experiments().Select(experiment =>
            (Value(experiment.Element, name), experiment.Submission, Title(experiment.Element).Length > 0))];

        Assert.Equal(Ordered(oracle), Ordered(Tally(all.Select(one => (one.Value, one.Submission)))));
        Assert.Equal(
            Ordered(Tally(all.Where(one => one.Titled).Select(one => (one.Value, one.Submission)))),
            Ordered(Catalog(name).Tallies));
        Assert.NotEqual(oracle.Values.Sum(tally => tally.Count), Catalog(name).Tallies.Values.Sum(tally => tally.Count));
    }

    [Fact]
    public void Attribute_tags_are_the_oracles_lower_cased_with_a_value_and_once_per_sample()
    {
        // The oracle counts tags as written, with or without value, and repeats; ours are recomputed from the documents under the rules.
        var tags = from sample in Elements("sample", "SAMPLE")
                   from tag in (from attribute in sample.Element.Elements("SAMPLE_ATTRIBUTES").Elements("SAMPLE_ATTRIBUTE")
                                where OwnText(attribute.Element("VALUE")).Length > 0
                                select OwnText(attribute.Element("TAG")).ToLowerInvariant()).Where(tag => tag.Length > 0).Distinct()
                   select (tag, sample.Submission);
        Assert.Equal(Ordered(Tally(tags)), Ordered(s_recount.Value.Attributes.Tallies));
        HashSet<string> oracle = [.. Oracle("sample_tags").EnumerateObject().Select(tag => tag.Name.Trim().ToLowerInvariant())];
        Assert.Subset(oracle, s_recount.Value.Attributes.Tallies.Keys.ToHashSet());
    }

    [Fact]
    public void Organism_and_strategy_are_joined_inside_each_submission()
    {
        var samples = new Dictionary<(string, string), string>();
        foreach ((XElement sample, string submission) in Elements("sample", "SAMPLE"))
            samples.TryAdd((submission, (string?)sample.Attribute("accession") ?? ""), OwnText(sample.Element("SAMPLE_NAME")?.Element("SCIENTIFIC_NAME")));
        var joined = new List<((string, string), string)>();
        long unresolved = 0;
        foreach ((XElement experiment, string submission) in Experiments().Where(experiment => Title(experiment.Element).Length > 0))
        {
            string target = (string?)experiment.Element("DESIGN")?.Element("SAMPLE_DESCRIPTOR")?.Attribute("accession") ?? "";
            if (samples.TryGetValue((submission, target), out string? organism))
                joined.Add(((organism, Value(experiment, "LIBRARY_STRATEGY")), submission));
            else
                unresolved++;
        }
        Assert.Equal(Ordered(Tally(joined)), Ordered(s_recount.Value.OrganismStrategies.Tallies));
        Assert.Equal(unresolved, s_recount.Value.UnresolvedSampleReferences);
        Assert.Equal(s_recount.Value.Experiments, joined.Count + unresolved);
    }

    private static VerifiedCatalog<string> Catalog(string name) => name switch
    {
        "LIBRARY_STRATEGY" => s_recount.Value.Strategies,
        "LIBRARY_SOURCE" => s_recount.Value.Sources,
        "LIBRARY_SELECTION" => s_recount.Value.Selections,
        "LIBRARY_LAYOUT" => s_recount.Value.Layouts,
        "PLATFORM" => s_recount.Value.Platforms,
        _ => s_recount.Value.InstrumentModels,
    };

    private static string Value(XElement experiment, string name)
    {
        XElement descriptor = experiment.Element("DESIGN")!.Element("LIBRARY_DESCRIPTOR")!;
        return name switch
        {
            "LIBRARY_LAYOUT" => descriptor.Element(name)!.Elements().First().Name.LocalName,
            "PLATFORM" => experiment.Element(name)!.Elements().First().Name.LocalName,
            "INSTRUMENT_MODEL" => OwnText(experiment.Element("PLATFORM")!.Elements().First().Element(name)),
            _ => OwnText(descriptor.Element(name)),
        };
    }

    private static string Title(XElement experiment) => OwnText(experiment.Element("TITLE"));

    private static string OwnText(XElement? element) =>
        string.Concat(element?.Nodes().OfType<XText>().Select(text => text.Value) ?? []).Trim();

    private static IEnumerable<(XElement Element, string Submission)> Experiments() => Elements("experiment", "EXPERIMENT");

    private static IEnumerable<(XElement Element, string Submission)> Elements(string kind, string name)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        return from file in Directory.EnumerateFiles(RealDocuments.Path("tree"), $"*.{kind}.xml", SearchOption.AllDirectories)
               from element in XDocument.Load(file).Descendants(name)
               select (element, Path.GetFileName(file).Split('.')[0]);
    }

    private static JsonElement Oracle(string key)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        using FileStream stream = File.OpenRead(RealDocuments.Path("tree-oracle.json"));
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty(key).Clone();
    }

    private static Dictionary<TValue, VerifiedTally> Tally<TValue>(IEnumerable<(TValue Value, string Submission)> occurrences)
        where TValue : notnull
        => occurrences.GroupBy(one => one.Value).ToDictionary(
            group => group.Key,
            group => new VerifiedTally(group.Count(), group.Select(one => one.Submission).Distinct().Count()));

    private static string Ordered<TValue>(IReadOnlyDictionary<TValue, VerifiedTally> tallies)
        where TValue : notnull
        => string.Join("\n", tallies.Select(tally => $"{tally.Key}: {tally.Value.Count} in {tally.Value.Submissions}").Order(StringComparer.Ordinal));
}
