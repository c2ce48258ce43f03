namespace Pyner.Xml.Indexing;

/// <summary>
/// Classifies a block of 64 bytes with one instruction set. The only part of a SIMD indexer that differs between them. An instance holds
/// the constants of <see cref="Glance"/>, so that they stay in registers.
/// </summary>
/// <typeparam name="TSelf">The classifier.</typeparam>
internal unsafe interface IBlockClassifier<TSelf>
    where TSelf : struct, IBlockClassifier<TSelf>
{
    /// <summary>Loads the constants.</summary>
    static abstract TSelf Create();

    /// <summary>
    /// The quick look that nearly every block gets. Bit i stands for byte i.
    /// </summary>
    /// <param name="block">64 bytes, of any alignment.</param>
    /// <param name="openers">Bytes <c>!</c>, <c>?</c> and <c>]</c>.</param>
    /// <param name="suspicious">Bytes from 0x80, and those below 0x20 other than tab, line feed and carriage return.</param>
    /// <returns>Bytes <c>&lt;</c> and <c>&amp;</c>.</returns>
    ulong Glance(byte* block, out ulong openers, out ulong suspicious);

    /// <summary>Appends the tokens of a block that <see cref="Glance"/> found plain; may scribble on 16 entries behind them.</summary>
    /// <param name="block">The block.</param>
    /// <param name="tokens">What <see cref="Glance"/> returned for it.</param>
    /// <param name="at">The block's position.</param>
    /// <param name="next">Where to write.</param>
    /// <returns>Behind the last token.</returns>
    uint* Emit(byte* block, ulong tokens, uint at, uint* next);

    /// <summary>The exact look, where the quick one found something unusual.</summary>
    static abstract BlockMasks Classify(byte* block);
}
