using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pyner.Sra.Extraction;

/// <summary>Hashes short texts, by a secret of this process: spellings can't be chosen so that they collide.</summary>
internal static class SpellingHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15; // 2^64 / golden ratio

    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    /// <summary>The hash: each of its bits depends on all of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        ulong hash = ((ulong)length * Multiplier) ^ s_seed;
        if (length >= 8)
        {
            // Eight bytes at a time; the last eight overlap those before.
            for (int at = 0; at < length - 8; at += 8)
                hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at)));
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8)));
        }
        else if (length >= 4)
        {
            ulong word = Unsafe.ReadUnaligned<uint>(ref first) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << 32);
            hash = Mix(hash ^ word);
        }
        else if (length > 0)
        {
            uint word = first | ((uint)Unsafe.Add(ref first, length / 2) << 8) | ((uint)Unsafe.Add(ref first, length - 1) << 16);
            hash = Mix(hash ^ word);
        }
        return (uint)hash;
    }

    /// <summary>
    /// Both halves of a product. In the lower one a bit depends on lower bits only: alone, it would lead texts that differ in a word's last bytes to one slot,
    /// and let bytes of the next word make up for them, whatever the seed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong word)
    {
        ulong high = Math.BigMul(word, Multiplier, out ulong low);
        return high ^ low;
    }
}
