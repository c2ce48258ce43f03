using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>Takes memory of a device, and tells that there is none left from other failures.</summary>
/// <param name="accelerator">The device.</param>
/// <param name="limit">Bytes to pretend the device has, so that running out can be tested; null for what it has.</param>
internal sealed class DeviceMemory(Accelerator accelerator, long? limit)
{
    private long _taken;

    /// <summary>Bytes to pretend the device has; null for what it has.</summary>
    public long? Limit { get; set; } = limit;

    /// <summary>Takes memory for so many elements.</summary>
    /// <exception cref="DeviceOutOfMemoryException">The device has not so much left.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        long bytes = length * Interop.SizeOf<T>();
        if (_taken + bytes > Limit)
            throw new DeviceOutOfMemoryException($"the device has {Limit - _taken:N0} bytes left, not {bytes:N0}");
        try
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(length);
            _taken += bytes;
            return buffer;
        }
        catch (AcceleratorException e) when (IsOutOfMemory(e))
        {
            throw new DeviceOutOfMemoryException($"the device has no {bytes:N0} bytes left", e);
        }
    }

    /// <summary>Forgets what was taken: all of it was given back.</summary>
    public void Reset() => _taken = 0;

    /// <summary>Whether a failure means that the device ran out of memory: also at work, since OpenCL takes memory when it is first used.</summary>
    public static bool IsOutOfMemory(Exception e) => e switch
    {
        DeviceOutOfMemoryException or OutOfMemoryException => true,
        CudaException cuda => cuda.Error == "CUDA_ERROR_OUT_OF_MEMORY",
        CLException cl => cl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY,
        _ => false,
    };
}
