namespace Pyner.Xml.Gpu.Kernels;

/// <summary>Addition.</summary>
internal readonly struct Sum : IOrderedOperation<int>
{
    public int Identity => 0;

    public int Combine(int earlier, int later) => earlier + later;
}
