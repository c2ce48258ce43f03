using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Indexing;

/// <summary>128-bit vectors: SSE2 on x64, AdvSimd on Arm.</summary>
internal sealed unsafe class Vector128Indexer : BlockIndexer<Vector128Indexer.Classifier>
{
    /// <inheritdoc/>
    public override string Name => "vector128";

    /// <inheritdoc/>
    public override bool IsSupported => Vector128.IsHardwareAccelerated;

    internal readonly struct Classifier : IBlockClassifier<Classifier>
    {
        public static Classifier Create() => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Glance(byte* block, out ulong openers, out ulong suspicious)
        {
            BlockMasks masks = Classify(block);
            openers = masks.Declaring | masks.Bracket;
            suspicious = masks.NonAscii | masks.Control;
            return masks.Less | masks.Ampersand;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint* Emit(byte* block, ulong tokens, uint at, uint* next) => TokenEmitter.Emit(tokens, at, next);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static BlockMasks Classify(byte* block)
        {
            BlockMasks masks = default;
            for (int i = 0; i < 4; i++)
            {
                Vector128<byte> v = Vector128.Load(block + (16 * i));
                Vector128<byte> declaring = Vector128.Equals(v, Vector128.Create((byte)'!')) | Vector128.Equals(v, Vector128.Create((byte)'?'));
                Vector128<byte> space = Vector128.Equals(v, Vector128.Create((byte)'\n'))
                    | Vector128.Equals(v, Vector128.Create((byte)'\t'))
                    | Vector128.Equals(v, Vector128.Create((byte)'\r'));
                Vector128<byte> below = Vector128.LessThan(v, Vector128.Create((byte)0x20));
                int shift = 16 * i;
                masks.Less |= (ulong)Vector128.Equals(v, Vector128.Create((byte)'<')).ExtractMostSignificantBits() << shift;
                masks.Ampersand |= (ulong)Vector128.Equals(v, Vector128.Create((byte)'&')).ExtractMostSignificantBits() << shift;
                masks.Bracket |= (ulong)Vector128.Equals(v, Vector128.Create((byte)']')).ExtractMostSignificantBits() << shift;
                masks.Declaring |= (ulong)declaring.ExtractMostSignificantBits() << shift;
                masks.NonAscii |= (ulong)v.ExtractMostSignificantBits() << shift;
                masks.Control |= (ulong)Vector128.AndNot(below, space).ExtractMostSignificantBits() << shift;
            }
            return masks;
        }
    }
}
