using System.Numerics;

namespace Pyner.Corpus.Randomness;

/// <summary>
/// xoshiro256** (Blackman and Vigna), seeded by splitmix64. <see cref="System.Random"/> is not used: what its seeds give is not promised
/// from one version of .NET to the next, and a corpus must be the same bytes for good.
/// </summary>
internal sealed class CorpusRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public CorpusRandom(ulong seed)
    {
        _s0 = Mix(seed += Golden);
        _s1 = Mix(seed += Golden);
        _s2 = Mix(seed += Golden);
        _s3 = Mix(seed + Golden);
    }

    /// <summary>A stream of its own for every purpose within a submission, so that one file's content never shifts another's.</summary>
    public static CorpusRandom For(ulong seed, long index, RandomPurpose purpose) =>
        new(Mix(Mix(seed) ^ ((ulong)index * 0xD1342543DE82EF95)) + ((ulong)purpose * Golden));

    /// <summary>splitmix64's finalizer: a bijection that spreads every bit.</summary>
    public static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1. Multiply-high; the bias of at most 2^-32 is of no account here.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int perMillion) => Below(1_000_000) < perMillion;

    public bool Percent(int percent) => Below(100) < percent;

    public T Pick<T>(T[] values) => values[Below(values.Length)];
}
