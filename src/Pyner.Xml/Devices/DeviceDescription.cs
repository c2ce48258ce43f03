namespace Pyner.Xml.Devices;

/// <summary>A device that was found.</summary>
public sealed record DeviceDescription
{
    /// <summary>The name to ask for it by.</summary>
    public required DeviceName Name { get; init; }

    /// <summary>What its maker calls it.</summary>
    public required string Model { get; init; }

    /// <summary>Its memory in bytes; null where it uses the host's.</summary>
    public required long? Memory { get; init; }

    /// <summary>Its multiprocessors (compute units); of the processor, its logical processors.</summary>
    public required int Multiprocessors { get; init; }

    /// <summary>What else is to be said of it: architecture, driver, instruction sets.</summary>
    public required string Detail { get; init; }

    /// <summary>Why it can't be used; null where it can.</summary>
    public required string? Unusable { get; init; }
}
