using Pyner.Xml.Indexing;
using Xunit;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>The indexers by name, those included that this processor can't run: a test of one says so, rather than not to be there.</summary>
internal static class Indexers
{
    /// <summary>All names, as <c>PYNER_INDEXER</c> takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["scalar", "vector128", "avx2", "avx512"];

    /// <summary>The indexer of a name; skips the test where this processor can't run it.</summary>
    public static StructuralIndexer Require(string name)
    {
        StructuralIndexer? indexer = StructuralIndexers.Supported.FirstOrDefault(indexer => indexer.Name == name);
        Assert.SkipWhen(indexer is null, $"this processor can't run the indexer {name}");
        return indexer;
    }
}
