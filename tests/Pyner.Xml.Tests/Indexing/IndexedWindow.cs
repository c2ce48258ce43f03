using System.Globalization;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>An index as a text, to compare and to show.</summary>
internal static class IndexedWindow
{
    public static string Describe(StructuralIndexer indexer, ReadOnlySpan<byte> window, bool isLast, IndexerState state)
    {
        var index = new StructuralIndex();
        indexer.Index(window, isLast, state, index);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"end {index.End} {index.State}{(index.EndsAtInvalidByte ? " invalid" : "")} tokens {string.Join(' ', index.Tokens.ToArray())}");
    }
}
