using System.Xml.Linq;
using Pyner.KnowledgeBase.Vocabulary;
using Pyner.TestData;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Vocabulary;

public sealed class SraVocabularyTests
{
    private static readonly XNamespace s_xs = "http://www.w3.org/2001/XMLSchema";

    [Fact]
    public void It_is_the_union_of_the_schema_sets()
    {
        string folder = System.IO.Path.Combine(RealDocuments.SharedFolder ?? "", "xsd");
        Assert.SkipUnless(RealDocuments.Available && Directory.Exists(folder), RealDocuments.Absent);
        XDocument[] experiments = Load(folder, "SRA.experiment.xsd");
        XDocument[] commons = Load(folder, "SRA.common.xsd");
        Assert.Equal(2, experiments.Length);
        Assert.Equal(2, commons.Length);
        AssertSame(experiments.SelectMany(x => Enumeration(x, "typeLibraryStrategy")), SraVocabulary.Strategies);
        AssertSame(experiments.SelectMany(x => Enumeration(x, "typeLibrarySource")), SraVocabulary.Sources);
        AssertSame(experiments.SelectMany(x => Enumeration(x, "typeLibrarySelection")), SraVocabulary.Selections);
        AssertSame(
            experiments.SelectMany(x => Choices(x.Descendants(s_xs + "element").Single(e => Name(e) == "LIBRARY_LAYOUT"))).Select(Name),
            SraVocabulary.Layouts);
        XElement[] platforms =
            [.. commons.SelectMany(x => Choices(x.Descendants(s_xs + "complexType").Single(e => Name(e) == "PlatformType")))];
        AssertSame(platforms.Select(Name), SraVocabulary.Platforms);
        AssertSame(
            platforms.SelectMany(p => Enumeration(
                p.Document!,
                p.Descendants(s_xs + "element").Single(e => Name(e) == "INSTRUMENT_MODEL").Attribute("type")!.Value.Split(':')[^1])),
            SraVocabulary.InstrumentModels);
    }

    [Fact]
    public void Case_matters_and_the_empty_string_is_outside()
    {
        Assert.Contains("RNA-Seq", SraVocabulary.Strategies);
        Assert.DoesNotContain("rna-seq", SraVocabulary.Strategies);
        Assert.DoesNotContain("", SraVocabulary.Sources);
        Assert.Equal(["PAIRED", "SINGLE"], SraVocabulary.Layouts.Order(StringComparer.Ordinal));
    }

    private static XDocument[] Load(string folder, string name) =>
        [.. Directory.GetDirectories(folder).Select(d => System.IO.Path.Combine(d, name)).Where(File.Exists).Select(f => XDocument.Load(f))];

    private static IEnumerable<string> Enumeration(XDocument schema, string type) =>
        schema.Descendants(s_xs + "simpleType").Single(e => Name(e) == type).Descendants(s_xs + "enumeration").Select(e => e.Attribute("value")!.Value);

    /// <summary>The elements of the first choice, not those below them.</summary>
    private static IEnumerable<XElement> Choices(XElement element) => element.Descendants(s_xs + "choice").First().Elements(s_xs + "element");

    private static string Name(XElement element) => element.Attribute("name")?.Value ?? "";

    private static void AssertSame(IEnumerable<string> expected, IReadOnlySet<string> actual) =>
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
}
