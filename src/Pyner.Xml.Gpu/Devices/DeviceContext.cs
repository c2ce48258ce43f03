using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>What ILGPU sees of devices of one kind. All that knows ILGPU's kinds of devices is here.</summary>
internal sealed class DeviceContext : IDisposable
{
    private static readonly Lock s_resolving = new();
    private static bool s_resolves;

    private readonly Context _context;
    private readonly DeviceKind _kind;

    /// <summary>Looks for devices.</summary>
    public DeviceContext(DeviceKind kind)
    {
        _kind = kind;
        ResolveLibraries();
        _context = Context.Create(builder => Configure(kind switch
        {
            DeviceKind.Cuda => builder.Cuda(_ => true),
            DeviceKind.OpenCL => builder.OpenCL(_ => true),
            // Groups of 16 threads in warps of 4, which is quick, and of 256 in warps of 32, as on a GPU.
            DeviceKind.CpuAccelerator => builder.CPU(CPUDeviceKind.Default).CPU(CPUDeviceKind.AMD),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of device that ILGPU knows"),
        }));
    }

    /// <summary>
    /// How kernels are compiled. Not at level O2: there ILGPU 1.5.3 takes nearly every branch for one that all threads of a warp take alike, and says so to
    /// NVIDIA's compiler, which is free to believe it.
    /// </summary>
    public static Context.Builder Configure(Context.Builder builder) => builder.Optimize(OptimizationLevel.O1).Profiling();

    /// <summary>The devices, usable or not.</summary>
    public IEnumerable<DeviceDescription> Describe()
    {
        for (int i = 0; i < _context.Devices.Length; i++)
        {
            Device device = _context.Devices[i];
            yield return new DeviceDescription
            {
                Name = new DeviceName(_kind, i),
                Model = _kind == DeviceKind.CpuAccelerator ? "ILGPU's CPU accelerator" : device.Name.Trim(),
                Memory = _kind == DeviceKind.CpuAccelerator ? null : device.MemorySize,
                Multiprocessors = device.NumMultiprocessors,
                Detail = Detail(device),
                Unusable = ReasonNotUsable(device),
            };
        }
    }

    /// <summary>Opens a device.</summary>
    public Accelerator Open(int index) => _context.Devices[index] switch
    {
        // A worker that waits for the device leaves its processor to the others.
        CudaDevice cuda => cuda.CreateCudaAccelerator(_context, CudaAcceleratorFlags.ScheduleBlockingSync),
        Device device => device.CreateAccelerator(_context),
    };

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private static string Detail(Device device) => device switch
    {
        CudaDevice cuda => $"SM {cuda.Architecture?.Major}.{cuda.Architecture?.Minor}, driver for CUDA {cuda.DriverVersion}",
        CLDevice cl => $"{cl.VendorName.Trim()}, OpenCL {cl.DeviceVersion}".Trim(),
        _ => $"groups of {device.MaxNumThreadsPerGroup} threads; for tests, never chosen by auto",
    };

    private static string? ReasonNotUsable(Device device) => device switch
    {
        CudaDevice { InstructionSet: null } => "its driver is too old or its architecture is not known to ILGPU: update the driver",
        CLDevice cl when cl.CLStdVersion < CLBackend.MinimumVersion => $"it has OpenCL C {cl.CLStdVersion}, and {CLBackend.MinimumVersion} is needed",
        CLDevice cl when !cl.Capabilities.GenericAddressSpace => "its OpenCL has no generic address space, which ILGPU needs",
        _ => null,
    };

    /// <summary>
    /// ILGPU asks for <c>libcuda.so</c> and <c>libOpenCL.so</c>, which only development packages bring; drivers bring <c>libcuda.so.1</c>. On Windows'
    /// subsystem for Linux it looks for itself, and minds if somebody else did.
    /// </summary>
    private static void ResolveLibraries()
    {
        lock (s_resolving)
        {
            if (s_resolves || !OperatingSystem.IsLinux() || Directory.Exists(DeviceLibraries.WslFolder))
                return;
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            s_resolves = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        IReadOnlyList<string> names = name switch
        {
            "cuda" => DeviceLibraries.Cuda,
            "OpenCL" => DeviceLibraries.OpenCL,
            _ => [],
        };
        return DeviceLibraries.TryLoad(names, out nint library) ? library : 0;
    }
}
