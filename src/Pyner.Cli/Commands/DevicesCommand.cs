using System.CommandLine;
using Pyner.Cli.Devices;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner devices</c>: what this machine has to read XML with.</summary>
internal sealed class DevicesCommand : AnsweringCommand
{
    private readonly Option<bool> _check = new("--check")
    {
        Description = "Open each device that can be used, and have it index documents whose index is known. The processor is not one of them.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines: one object per device." };

    private readonly Dictionary<DeviceName, string> _faults = [];

    /// <summary>Makes the command.</summary>
    public DevicesCommand()
        : base("devices", "List the devices that can read XML")
    {
        Add(_check);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Devices",
            "cpu                the processor, with its widest vectors; what 'build' uses unless told otherwise",
            "cuda:N             an NVIDIA GPU, as its driver numbers them",
            "opencl:N           a device that OpenCL finds",
            "cpu-accelerator:N  ILGPU's simulation of a GPU, very slow, for tests"),
        new("Output",
            "A table on a terminal; elsewhere tab-separated lines under a head line. What kind of device there",
            "is none of, and why, goes to stderr."),
        new("Exit codes",
            "0 done; 2 error, or with --check a device failed"),
        new("Examples",
            "pyner devices",
            "pyner devices --check",
            "pyner build dump/ --out kb --device cuda:0"),
    ];

    /// <inheritdoc/>
    protected override int Answer(ParseResult arguments)
    {
        DeviceCatalog catalog = DeviceSupport.Look();
        bool isChecked = arguments.GetValue(_check);
        if (isChecked)
        {
            foreach (DeviceDescription device in catalog.Devices.Where(device => IsChecked(device)))
                Check(device);
        }
        if (arguments.GetValue(_json))
            WriteJson(catalog, isChecked);
        else
            DeviceText.Write(catalog, device => State(device, isChecked));
        foreach (string absence in catalog.Absences)
            Stderr.WriteLine("pyner: " + SafeText.OneLine(absence));
        return _faults.Count == 0 ? ExitCode.Done : ExitCode.Error;
    }

    // The processor is what the others are checked against.
    private static bool IsChecked(DeviceDescription device) => device.Unusable is null && device.Name.Kind != DeviceKind.Cpu;

    private void Check(DeviceDescription device)
    {
        try
        {
            DeviceSupport.Provider().Open(device.Name).Dispose();
        }
        catch (DeviceException e)
        {
            _faults.Add(device.Name, e.Message);
        }
    }

    private string State(DeviceDescription device, bool isChecked) =>
        device.Unusable is { } reason ? "no: " + reason
        : _faults.TryGetValue(device.Name, out string? fault) ? "no: " + fault
        : isChecked && IsChecked(device) ? "yes, checked" : "yes";

    private void WriteJson(DeviceCatalog catalog, bool isChecked)
    {
        using var lines = new JsonLines(Stdout.Open());
        foreach (DeviceDescription device in catalog.Devices)
        {
            string? reason = device.Unusable ?? _faults.GetValueOrDefault(device.Name);
            lines.Write(json =>
            {
                json.WriteString("device", device.Name.ToString());
                json.WriteString("model", device.Model);
                if (device.Memory is long memory)
                    json.WriteNumber("memory_bytes", memory);
                else
                    json.WriteNull("memory_bytes");
                json.WriteNumber("multiprocessors", device.Multiprocessors);
                json.WriteBoolean("usable", reason is null);
                json.WriteString("reason", reason);
                json.WriteBoolean("checked", isChecked && IsChecked(device));
                json.WriteString("detail", device.Detail);
            });
        }
    }
}
