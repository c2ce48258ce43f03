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
        "this build of pyner is machine code, which can't compile for devices. "
        + "Run ./pyner of the checkout, which takes the managed build for that, or 'dotnet pyner.dll'.";

    /// <summary>What finds and opens devices.</summary>
    /// <param name="memoryPercent">Percent of a device's memory that may be taken; null for as much as may ever be.</param>
    public static IDeviceProvider Provider(long? memoryPercent = null) => RuntimeFeature.IsDynamicCodeSupported
        ? new IlgpuDevices(memoryPercent is long percent ? new DeviceOptions { MemoryShare = percent / 100.0 } : null)
        : new NoDevices();

    /// <summary>What this machine has.</summary>
    /// <exception cref="UserException">This build can't tell.</exception>
    public static DeviceCatalog Look() =>
        RuntimeFeature.IsDynamicCodeSupported ? DeviceCatalog.Look(simulated: true) : throw new UserException(Missing);
}
