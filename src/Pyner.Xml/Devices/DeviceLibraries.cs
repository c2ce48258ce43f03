using System.Runtime.InteropServices;

namespace Pyner.Xml.Devices;

/// <summary>
/// The drivers' libraries, through which devices are found. Looking for them is cheap; loading ILGPU, only to hear that there is no device, is not.
/// </summary>
public static class DeviceLibraries
{
    /// <summary>Where Windows' subsystem for Linux keeps the host's driver.</summary>
    public const string WslFolder = "/usr/lib/wsl/lib";

    /// <summary>The CUDA driver's library, by the names that it goes by.</summary>
    public static IReadOnlyList<string> Cuda { get; } = OperatingSystem.IsWindows()
        ? ["nvcuda.dll"]
        : [WslFolder + "/libcuda.so.1", "libcuda.so", "libcuda.so.1"];

    /// <summary>OpenCL's library, by the names that it goes by.</summary>
    public static IReadOnlyList<string> OpenCL { get; } = OperatingSystem.IsWindows()
        ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"] : ["libOpenCL.so", "libOpenCL.so.1"];

    /// <summary>Whether this machine has a library for devices of a kind.</summary>
    public static bool AreThere(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => IsThere(Cuda),
        DeviceKind.OpenCL => IsThere(OpenCL),
        _ => true,
    };

    /// <summary>Loads the first library of a list that is there.</summary>
    public static bool TryLoad(IReadOnlyList<string> names, out nint library)
    {
        library = 0;
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out library))
                return true;
        }
        return false;
    }

    private static bool IsThere(IReadOnlyList<string> names)
    {
        if (!TryLoad(names, out nint library))
            return false;
        NativeLibrary.Free(library);
        return true;
    }
}
