using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Pyner.Xml.Gpu.Devices;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>A kernel as ILGPU hands it to NVIDIA's compiler: PTX, which takes no device to make.</summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Ptx">The text.</param>
internal sealed record LoweredKernel(string Name, string Ptx)
{
    /// <summary>The architectures that are tested: A100; A10 and RTX 30; L4 and RTX 40; H100.</summary>
    public static IReadOnlyList<(int Major, int Minor)> Architectures { get; } = [(8, 0), (8, 6), (8, 9), (9, 0)];

    /// <summary>Every kernel there is, as a device of an architecture gets it.</summary>
    public static IReadOnlyList<LoweredKernel> All(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        using var context = Context.Create(builder => DeviceContext.Configure(builder));
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_78, null);
        return
        [
            .. Kernels.Select(kernel => new LoweredKernel(
                kernel.Name, ((PTXCompiledKernel)backend.Compile(kernel.Entry, default(KernelSpecialization))).PTXAssembly)),
        ];
    }

    private static IEnumerable<(string Name, EntryPointDescription Entry)> Kernels =>
    [
        .. typeof(ChunkKernels).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (method.Name, EntryPointDescription.FromImplicitlyGroupedKernel(method))),
        .. Scan<ulong, Composition>(),
        .. Scan<int, Sum>(),
    ];

    private static IEnumerable<(string Name, EntryPointDescription Entry)> Scan<T, TOperation>()
    {
        MethodInfo Kernel(string name) => typeof(ScanKernels).GetMethod(name)!.MakeGenericMethod(typeof(T), typeof(TOperation));
        yield return ($"ScanTiles of {typeof(TOperation).Name}", EntryPointDescription.FromExplicitlyGroupedKernel(Kernel(nameof(ScanKernels.ScanTiles))));
        yield return ($"AddBefore of {typeof(TOperation).Name}", EntryPointDescription.FromImplicitlyGroupedKernel(Kernel(nameof(ScanKernels.AddBefore))));
    }
}
