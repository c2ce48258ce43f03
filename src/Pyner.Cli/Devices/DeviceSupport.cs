using System.Runtime.CompilerServices;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Cli.Devices;

/// <summary>
/// Devices, as far as this build of the tool can use them. Kernels are compiled when they are needed, which the build to machine code can't do: it leaves
/// all that knows ILGPU out, and the launcher runs the managed build where a device is asked for.
/// </summary>
internal static class DeviceSupport
{
    /// <summary>What the build to machine code says when it is asked for a device.</summary>
    public const string Missing =
        "this build of pyner is machine code, which can't compile for devices. Run ./pyner of the checkout, which takes the managed build for that, or 'dotnet pyner.dll'.";

    /// <summary>Finds and opens devices.</summary>
    public static IDeviceProvider Provider => RuntimeFeature.IsDynamicCodeSupported ? new IlgpuDevices() : new NoDevices();

    /// <summary>What this machine has.</summary>
    /// <exception cref="UserException">This build can't tell.</exception>
    public static DeviceCatalog Look() =>
        RuntimeFeature.IsDynamicCodeSupported ? DeviceCatalog.Look(simulated: true) : throw new UserException(Missing);
}
