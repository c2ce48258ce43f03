namespace Pyner.Xml.Indexing;

/// <summary>Classifies a block of 64 bytes with one instruction set. The only part of a SIMD indexer that differs between them.</summary>
internal unsafe interface IBlockClassifier
{
    /// <summary>Classifies the 64 bytes at <paramref name="block"/> (any alignment).</summary>
    static abstract BlockMasks Classify(byte* block);
}
