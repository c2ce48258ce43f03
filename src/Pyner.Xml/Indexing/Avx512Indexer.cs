using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Xml.Indexing;

/// <summary>512-bit vectors: AVX-512BW. A comparison gives a mask of 64 bits at once.</summary>
internal sealed unsafe class Avx512Indexer : BlockIndexer<Avx512Indexer.Classifier>
{
    /// <inheritdoc/>
    public override string Name => "avx512";

    /// <inheritdoc/>
    public override bool IsSupported => Avx512BW.IsSupported;

    internal readonly struct Classifier : IBlockClassifier<Classifier>
    {
        private readonly Vector512<byte> _tokens;
        private readonly Vector512<byte> _openers;
        private readonly Vector512<byte> _spaces;

        private Classifier(Vector128<byte> tokens, Vector128<byte> openers, Vector128<byte> spaces)
        {
            _tokens = Repeat(tokens);
            _openers = Repeat(openers);
            _spaces = Repeat(spaces);
        }

        public static Classifier Create() => new(LookupTables.Tokens, LookupTables.Openers, LookupTables.Spaces);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Glance(byte* block, out ulong openers, out ulong suspicious)
        {
            Vector512<byte> v = Vector512.Load(block);
            openers = Equal(v, Avx512BW.Shuffle(_openers, v));
            // Signed, so that bytes from 0x80 count as below too.
            suspicious = Vector512.LessThan(v.AsSByte(), Vector512.Create((sbyte)0x20)).ExtractMostSignificantBits()
                & ~Equal(v, Avx512BW.Shuffle(_spaces, v));
            return Equal(v, Avx512BW.Shuffle(_tokens, v));
        }

        private static Vector512<byte> Repeat(Vector128<byte> table)
        {
            Vector256<byte> twice = Vector256.Create(table, table);
            return Vector512.Create(twice, twice);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Equal(Vector512<byte> v, Vector512<byte> other) => Vector512.Equals(v, other).ExtractMostSignificantBits();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint* Emit(byte* block, ulong tokens, uint at, uint* next)
        {
            int count = BitOperations.PopCount(tokens);
            if (!Avx512Vbmi2.IsSupported || count > 16)
                return TokenEmitter.Emit(tokens, at, next);
            // The numbers of the bytes that are tokens, moved together, then widened.
            Vector512<byte> v = Vector512.Load(block);
            Vector512<byte> isToken = Vector512.Equals(v, Avx512BW.Shuffle(_tokens, v));
            Vector512<byte> numbers = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isToken, Vector512<byte>.Indices);
            Vector512.Store(Avx512F.ConvertToVector512UInt32(numbers.GetLower().GetLower()) + Vector512.Create(at), next);
            return next + count;
        }

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
