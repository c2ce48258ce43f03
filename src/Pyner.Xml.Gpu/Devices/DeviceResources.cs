using ILGPU.Runtime;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>Gives back what was taken of a device.</summary>
internal static class DeviceResources
{
    /// <summary>Gives something back. A device that failed says so at every call, this one too; what it had is gone with it.</summary>
    public static void Release(this IDisposable? resource)
    {
        try
        {
            resource?.Dispose();
        }
        catch (AcceleratorException)
        {
            // It is as free as it can be.
        }
    }

    /// <summary>Makes a device the thread's, if it can still be.</summary>
    public static void TryBind(this Accelerator accelerator)
    {
        try
        {
            accelerator.Bind();
        }
        catch (AcceleratorException)
        {
            // What follows says so itself, or need not be done.
        }
    }
}
