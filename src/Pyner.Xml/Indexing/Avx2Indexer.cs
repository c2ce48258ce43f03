using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Xml.Indexing;

/// <summary>256-bit vectors: AVX2.</summary>
internal sealed unsafe class Avx2Indexer : BlockIndexer<Avx2Indexer.Classifier>
{
    /// <inheritdoc/>
    public override string Name => "avx2";

    /// <inheritdoc/>
    public override bool IsSupported => Avx2.IsSupported;

    internal readonly struct Classifier : IBlockClassifier<Classifier>
    {
        private readonly Vector256<byte> _tokens;
        private readonly Vector256<byte> _openers;
        private readonly Vector256<byte> _spaces;

        private Classifier(Vector128<byte> tokens, Vector128<byte> openers, Vector128<byte> spaces)
        {
            _tokens = Vector256.Create(tokens, tokens);
            _openers = Vector256.Create(openers, openers);
            _spaces = Vector256.Create(spaces, spaces);
        }

        public static Classifier Create() => new(LookupTables.Tokens, LookupTables.Openers, LookupTables.Spaces);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Glance(byte* block, out ulong openers, out ulong suspicious)
        {
            Vector256<byte> low = Vector256.Load(block);
            Vector256<byte> high = Vector256.Load(block + 32);
            openers = Mask(Equal(low, _openers), Equal(high, _openers));
            suspicious = Mask(Suspicious(low), Suspicious(high));
            return Mask(Equal(low, _tokens), Equal(high, _tokens));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> Equal(Vector256<byte> v, Vector256<byte> table) => Vector256.Equals(v, Avx2.Shuffle(table, v));

        // Signed, so that bytes from 0x80 count as below too.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector256<byte> Suspicious(Vector256<byte> v) => Vector256.AndNot(
            Vector256.GreaterThan(Vector256.Create((sbyte)0x20), v.AsSByte()).AsByte(),
            Equal(v, _spaces));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint* Emit(byte* block, ulong tokens, uint at, uint* next) => TokenEmitter.Emit(tokens, at, next);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static BlockMasks Classify(byte* block)
        {
            Vector256<byte> low = Vector256.Load(block);
            Vector256<byte> high = Vector256.Load(block + 32);
            return new BlockMasks
            {
                Less = Equal(low, high, '<'),
                Ampersand = Equal(low, high, '&'),
                Bracket = Equal(low, high, ']'),
                Declaring = Mask(Declaring(low), Declaring(high)),
                NonAscii = Mask(low, high),
                Control = Mask(Control(low), Control(high)),
            };
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mask(Vector256<byte> low, Vector256<byte> high) =>
            low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Equal(Vector256<byte> low, Vector256<byte> high, char c) =>
            Mask(Vector256.Equals(low, Vector256.Create((byte)c)), Vector256.Equals(high, Vector256.Create((byte)c)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> Declaring(Vector256<byte> v) =>
            Vector256.Equals(v, Vector256.Create((byte)'!')) | Vector256.Equals(v, Vector256.Create((byte)'?'));

        // Unsigned v < 0x20 as min(v, 0x1F) == v: AVX2 has no unsigned comparison.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<byte> Control(Vector256<byte> v)
        {
            Vector256<byte> below = Vector256.Equals(Vector256.Min(v, Vector256.Create((byte)0x1F)), v);
            Vector256<byte> space = Vector256.Equals(v, Vector256.Create((byte)'\n'))
                | Vector256.Equals(v, Vector256.Create((byte)'\t'))
                | Vector256.Equals(v, Vector256.Create((byte)'\r'));
            return Vector256.AndNot(below, space);
        }
    }
}
