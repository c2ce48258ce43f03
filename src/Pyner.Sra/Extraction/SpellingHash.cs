using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pyner.Sra.Extraction;

/// <summary>Hashes short texts, by a secret of this process: spellings can't be chosen so that they collide.</summary>
internal static class SpellingHash
{
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15; // 2^64 / golden ratio
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        ulong hash = ((ulong)length * Multiplier) ^ s_seed;
        if (length >= 8)
        {
            // Eight bytes at a time; the last eight overlap those before.
            for (int at = 0; at < length - 8; at += 8)
                hash = (BitOperations.RotateLeft(hash, 23) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at))) * Multiplier;
            hash = (BitOperations.RotateLeft(hash, 23) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8))) * Multiplier;
        }
        else if (length >= 4)
        {
            ulong word = Unsafe.ReadUnaligned<uint>(ref first) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << 32);
            hash = (BitOperations.RotateLeft(hash, 23) ^ word) * Multiplier;
        }
        else if (length > 0)
        {
            uint word = first | ((uint)Unsafe.Add(ref first, length / 2) << 8) | ((uint)Unsafe.Add(ref first, length - 1) << 16);
            hash = (BitOperations.RotateLeft(hash, 23) ^ word) * Multiplier;
        }
        return (uint)(hash >> 32);
    }
}
