using Pyner.Xml.Indexing;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>Which indexer is taken.</summary>
public sealed class IndexerChoiceTests
{
    [Fact]
    public void Every_supported_one_can_be_named() =>
        Assert.All(StructuralIndexers.Supported, indexer => Assert.Same(indexer, StructuralIndexers.Choose(indexer.Name.ToUpperInvariant())));

    [Fact]
    public void Every_supported_one_is_tested() => Assert.Empty(StructuralIndexers.Supported.Select(indexer => indexer.Name).Except(Indexers.Names));

    [Fact]
    public void The_scalar_one_is_always_there() => Assert.Equal("scalar", StructuralIndexers.Supported[0].Name);

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_what_there_is()
    {
        var e = Assert.Throws<NotSupportedException>(() => StructuralIndexers.Choose("mmx"));
        Assert.Contains("PYNER_INDEXER=mmx", e.Message, StringComparison.Ordinal);
        Assert.Contains("scalar", e.Message, StringComparison.Ordinal);
    }
}
