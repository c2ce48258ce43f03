using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Checks.Scan;

/// <summary>Composition of maps x to a * x + b, modulo 2 to the 32: a in the high half, b in the low one. Associative, and not commutative.</summary>
internal readonly struct AffineMap : IOrderedOperation<ulong>
{
    public ulong Identity => 1UL << 32;

    public ulong Combine(ulong earlier, ulong later)
    {
        uint a = (uint)(later >> 32) * (uint)(earlier >> 32);
        uint b = ((uint)(later >> 32) * (uint)earlier) + (uint)later;
        return ((ulong)a << 32) | b;
    }
}
