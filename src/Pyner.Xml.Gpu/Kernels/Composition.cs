using Pyner.Xml.Gpu.Automaton;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>Composition of transition vectors.</summary>
internal readonly struct Composition : IOrderedOperation<ulong>
{
    public ulong Identity => TransitionVector.Identity;

    public ulong Combine(ulong earlier, ulong later) => TransitionVector.Compose(earlier, later);
}
