using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Indexing;

/// <summary>512-bit vectors: AVX-512BW. A comparison gives a mask of 64 bits at once.</summary>
internal sealed unsafe class Avx512Indexer : BlockIndexer<Avx512Indexer.Classifier>
{
    /// <inheritdoc/>
    public override string Name => "avx512";

    /// <inheritdoc/>
    public override bool IsSupported => System.Runtime.Intrinsics.X86.Avx512BW.IsSupported;

    internal readonly struct Classifier : IBlockClassifier
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static BlockMasks Classify(byte* block)
        {
            Vector512<byte> v = Vector512.Load(block);
            return new BlockMasks
            {
                Less = Equal(v, '<'),
                Ampersand = Equal(v, '&'),
                Bracket = Equal(v, ']'),
                Declaring = Equal(v, '!') | Equal(v, '?'),
                NonAscii = v.ExtractMostSignificantBits(),
                Control = Vector512.LessThan(v, Vector512.Create((byte)0x20)).ExtractMostSignificantBits()
                    & ~(Equal(v, '\n') | Equal(v, '\t') | Equal(v, '\r')),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Equal(Vector512<byte> v, char c) =>
            Vector512.Equals(v, Vector512.Create((byte)c)).ExtractMostSignificantBits();
    }
}
