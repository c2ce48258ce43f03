using System.Globalization;
using Pyner.Cli.Terminal;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;
using Spectre.Console;

namespace Pyner.Cli.Devices;

/// <summary>Writes the devices for people: a table on a terminal, tab-separated lines under a head line elsewhere.</summary>
internal static class DeviceText
{
    /// <summary>Writes them to stdout.</summary>
    /// <param name="catalog">The devices.</param>
    /// <param name="state">Says whether a device can be used, or why not.</param>
    public static void Write(DeviceCatalog catalog, Func<DeviceDescription, string> state)
    {
        if (TerminalInfo.OutputIsTerminal)
            WriteTable(catalog, state);
        else
            WriteLines(catalog, state);
    }

    private static void WriteTable(DeviceCatalog catalog, Func<DeviceDescription, string> state)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.BorderColor(Color.Grey);
        table.AddColumns("Device", "Model");
        table.AddColumn(new TableColumn("Memory").RightAligned());
        table.AddColumn(new TableColumn("Multiprocessors").RightAligned());
        table.AddColumns("Usable", "Detail");
        foreach (DeviceDescription device in catalog.Devices)
        {
            table.AddRow(
                new Text(device.Name.ToString()),
                new Text(SafeText.OneLine(device.Model)),
                new Text(device.Memory is long memory ? Quantity.Bytes(memory) : "the host's", new Style(Color.Grey)),
                new Text(Quantity.Count(device.Multiprocessors)),
                new Text(SafeText.OneLine(state(device)), new Style(device.Unusable is null ? Color.Green : Color.Yellow)),
                new Text(SafeText.OneLine(device.Detail), new Style(Color.Grey)));
        }
        AnsiConsole.Write(table);
    }

    private static void WriteLines(DeviceCatalog catalog, Func<DeviceDescription, string> state)
    {
        Console.Out.WriteLine("device\tmodel\tmemory_bytes\tmultiprocessors\tusable\tdetail");
        foreach (DeviceDescription device in catalog.Devices)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{device.Name}\t{SafeText.OneLine(device.Model)}\t{device.Memory}\t{device.Multiprocessors}\t"
                + $"{SafeText.OneLine(state(device))}\t{SafeText.OneLine(device.Detail)}"));
        }
    }
}
