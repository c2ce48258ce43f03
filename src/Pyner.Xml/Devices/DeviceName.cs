using System.Globalization;

namespace Pyner.Xml.Devices;

/// <summary>A device by its kind and its number among those of the kind: <c>cpu</c>, <c>cuda:0</c>, <c>opencl:1</c>, <c>cpu-accelerator:0</c>.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Index">Its number, from 0, as its driver counts.</param>
public readonly record struct DeviceName(DeviceKind Kind, int Index)
{
    /// <summary>The processor.</summary>
    public static DeviceName Cpu => default;

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string text, out DeviceName name)
    {
        name = default;
        if (text == "cpu")
            return true;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        DeviceKind? kind = (colon < 0 ? "" : text[..colon]) switch
        {
            "cuda" => DeviceKind.Cuda,
            "opencl" => DeviceKind.OpenCL,
            "cpu-accelerator" => DeviceKind.CpuAccelerator,
            _ => null,
        };
        if (kind is null || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return false;
        name = new DeviceName(kind.Value, index);
        return true;
    }

    /// <summary>Reads a name, or a number alone, which is short for that of an NVIDIA GPU: <c>0</c> for <c>cuda:0</c>.</summary>
    public static bool TryParseShort(string text, out DeviceName name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text.Length > 0 && text.All(char.IsAsciiDigit) ? "cuda:" + text : text, out name);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        DeviceKind.Cpu => "cpu",
        DeviceKind.Cuda => $"cuda:{Index}",
        DeviceKind.OpenCL => $"opencl:{Index}",
        _ => $"cpu-accelerator:{Index}",
    };
}
