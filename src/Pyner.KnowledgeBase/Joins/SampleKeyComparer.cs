namespace Pyner.KnowledgeBase.Joins;

/// <summary>Hashes the words of <see cref="SampleKeys"/> by a secret: a file can't be made so that its samples collide.</summary>
internal sealed class SampleKeyComparer : IEqualityComparer<ulong>
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15; // 2^64 / golden ratio

    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    private SampleKeyComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static SampleKeyComparer Instance { get; } = new();

    public bool Equals(ulong x, ulong y) => x == y;

    public int GetHashCode(ulong key) => (int)(((key ^ s_seed) * Multiplier) >> 32);
}
