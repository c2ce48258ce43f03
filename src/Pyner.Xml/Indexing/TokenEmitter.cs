using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pyner.Xml.Indexing;

/// <summary>Turns bits into positions, on any machine.</summary>
internal static unsafe class TokenEmitter
{
    /// <summary>Appends the positions of the set bits. Writes four at once, without asking, since most blocks have fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Emit(ulong bits, uint at, uint* next)
    {
        int count = BitOperations.PopCount(bits);
        uint* write = next;
        do
        {
            write[0] = at + (uint)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            write[1] = at + (uint)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            write[2] = at + (uint)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            write[3] = at + (uint)BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            write += 4;
        }
        while (bits != 0);
        return next + count;
    }
}
