namespace Pyner.Xml.Gpu.Kernels;

/// <summary>An associative operation that need not be commutative. Implemented by empty structs, so that kernels are compiled for each.</summary>
/// <typeparam name="T">What it combines.</typeparam>
internal interface IOrderedOperation<T>
    where T : unmanaged
{
    /// <summary>What changes nothing on either side.</summary>
    T Identity { get; }

    /// <summary>Combines two neighbours.</summary>
    T Combine(T earlier, T later);
}
