using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Checks.Scan;

/// <summary>The later operand, or the earlier one where that is zero. As far from commutative as can be.</summary>
internal readonly struct LastOne : IOrderedOperation<int>
{
    public int Identity => 0;

    public int Combine(int earlier, int later) => later != 0 ? later : earlier;
}
