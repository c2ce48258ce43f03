namespace Pyner.Xml.Devices;

/// <summary>What reads XML.</summary>
public enum DeviceKind
{
    /// <summary>The processor, with its widest vectors. No device in ILGPU's sense.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>A device that OpenCL finds.</summary>
    OpenCL,

    /// <summary>ILGPU's simulation of a GPU on the processor: slow, for tests.</summary>
    CpuAccelerator,
}
