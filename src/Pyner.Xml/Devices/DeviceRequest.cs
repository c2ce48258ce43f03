namespace Pyner.Xml.Devices;

/// <summary>Which devices a job is to use: <c>auto</c>, or a list of names.</summary>
public sealed record DeviceRequest
{
    /// <summary>The word for <see cref="IsAuto"/>.</summary>
    public const string Auto = "auto";

    /// <summary>The processor alone.</summary>
    public static DeviceRequest Cpu { get; } = new() { Devices = [DeviceName.Cpu] };

    /// <summary>Whether to try what there is, and keep what is faster.</summary>
    public bool IsAuto { get; private init; }

    /// <summary>The devices; empty for <see cref="IsAuto"/>.</summary>
    public required IReadOnlyList<DeviceName> Devices { get; init; }

    /// <summary>Whether only the processor is asked for, so that no device has to be looked for.</summary>
    public bool IsCpuOnly => !IsAuto && Devices.All(device => device.Kind == DeviceKind.Cpu);

    /// <summary>Reads <c>auto</c>, a name, or several with commas between them.</summary>
    /// <exception cref="DeviceException">It is none of these.</exception>
    public static DeviceRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() == Auto)
            return new DeviceRequest { IsAuto = true, Devices = [] };
        var devices = new List<DeviceName>();
        foreach (string part in text.Split(','))
        {
            if (!DeviceName.TryParse(part.Trim(), out DeviceName name))
            {
                string why = part.Trim() == Auto ? "'auto' chooses by itself and stands alone" : $"'{part.Trim()}' is no device";
                throw new DeviceException($"{why}. Give auto, cpu, cuda:N, opencl:N, or a list such as cuda:0,cuda:1; 'pyner devices' shows what there is.");
            }
            if (devices.Contains(name))
                throw new DeviceException($"the device {name} is named twice. Name each once; its workers share it.");
            devices.Add(name);
        }
        return new DeviceRequest { Devices = devices };
    }

    /// <inheritdoc/>
    public override string ToString() => IsAuto ? Auto : string.Join(',', Devices);
}
