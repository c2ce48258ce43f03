using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>What this machine has to read XML with.</summary>
public sealed class DeviceCatalog
{
    private DeviceCatalog(IReadOnlyList<DeviceDescription> devices, IReadOnlyList<string> absences)
    {
        Devices = devices;
        Absences = absences;
    }

    /// <summary>The devices, usable or not: the processor first, ILGPU's simulation last.</summary>
    public IReadOnlyList<DeviceDescription> Devices { get; }

    /// <summary>For each kind of which there is none, why: a sentence each.</summary>
    public IReadOnlyList<string> Absences { get; }

    /// <summary>GPUs that can be used: what <c>auto</c> chooses from.</summary>
    public IEnumerable<DeviceDescription> UsableGpus => Devices.Where(device =>
        device.Name.Kind is DeviceKind.Cuda or DeviceKind.OpenCL && device.Unusable is null);

    /// <summary>Looks for devices of every kind. ILGPU is loaded only for kinds whose library is there.</summary>
    /// <param name="simulated">Whether to list ILGPU's simulation too, for which it has to be loaded in any case.</param>
    public static DeviceCatalog Look(bool simulated)
    {
        var devices = new List<DeviceDescription> { Processor() };
        var absences = new List<string>();
        foreach (DeviceKind kind in (ReadOnlySpan<DeviceKind>)[DeviceKind.Cuda, DeviceKind.OpenCL])
        {
            List<DeviceDescription> found = DeviceLibraries.AreThere(kind) ? Ask(kind) : [];
            if (found.Count > 0)
                devices.AddRange(found);
            else
                absences.Add(Absence(kind));
        }
        if (simulated)
            devices.AddRange(Ask(DeviceKind.CpuAccelerator));
        return new DeviceCatalog(devices, absences);
    }

    /// <summary>Finds a device by its name.</summary>
    /// <exception cref="DeviceException">It is not there, or can't be used.</exception>
    public static DeviceDescription Find(DeviceName name)
    {
        if (name.Kind == DeviceKind.Cpu)
            return Processor();
        DeviceDescription? device = DeviceLibraries.AreThere(name.Kind) ? Ask(name.Kind).FirstOrDefault(found => found.Name == name) : null;
        if (device is null)
        {
            DeviceCatalog all = Look(simulated: false);
            string why = all.Devices.Any(found => found.Name.Kind == name.Kind) ? "" : $" ({Absence(name.Kind)})";
            throw new DeviceException($"there is no device {name}{why}; this machine has {string.Join(", ", all.Devices.Select(found => found.Name))}");
        }
        return device.Unusable is null ? device : throw new DeviceException($"the device {name} ({device.Model}) can't be used: {device.Unusable}");
    }

    /// <summary>A method of its own, so that ILGPU is not loaded before it is called.</summary>
    private static List<DeviceDescription> Ask(DeviceKind kind)
    {
        using var context = new DeviceContext(kind);
        return [.. context.Describe()];
    }

    private static DeviceDescription Processor() => new()
    {
        Name = DeviceName.Cpu,
        Model = "the processor",
        Memory = null,
        Multiprocessors = Environment.ProcessorCount,
        Detail = string.Join(", ", StructuralIndexers.Supported.Select(indexer => indexer.Name)),
        Unusable = null,
    };

    private static string Absence(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda when DeviceLibraries.AreThere(kind) => "cuda: the driver is there, but finds no GPU",
        DeviceKind.Cuda => $"cuda: no driver ({DeviceLibraries.Cuda[^1]} is not there)",
        DeviceKind.OpenCL when DeviceLibraries.AreThere(kind) => "opencl: the library is there, but finds no device",
        DeviceKind.OpenCL => $"opencl: no library ({DeviceLibraries.OpenCL[^1]} is not there)",
        _ => "ILGPU simulates two: cpu-accelerator:0 and cpu-accelerator:1",
    };
}
