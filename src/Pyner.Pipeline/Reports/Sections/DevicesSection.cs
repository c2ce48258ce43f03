namespace Pyner.Pipeline.Reports.Sections;

/// <summary>What each device parsed.</summary>
internal sealed class DevicesSection(IReadOnlyList<DeviceFact> devices) : IReportSection
{
    public string Id => "devices";

    public string Title => "Share per device";

    public void Write(HtmlOutput html)
    {
        if (devices.Count == 0)
        {
            html.Element("p", "No device parsed a batch in the execution that ended the job.");
            return;
        }
        long whole = devices.Sum(device => device.Submissions);
        BarTable.Write(html, "Share per device", ["Device", "Batches", "Submissions", "Share", "XML", "Busy", "XML per busy second"], () =>
        {
            foreach (DeviceFact device in devices)
            {
                BarTable.Row(
                    html,
                    () =>
                    {
                        html.Name(device.Device);
                        if (device.Model is not null)
                            html.Element("span", [("class", "soft")], " " + VisibleText.Shortened(device.Model));
                    },
                    device.Submissions, whole,
                    Figure.Count(device.Batches), Figure.Count(device.Submissions), Figure.Percent(device.Submissions, whole), Figure.Bytes(device.Bytes),
                    Figure.Duration(device.BusySeconds), device.BusySeconds > 0 ? Figure.Bytes(device.Bytes / device.BusySeconds) : "-");
            }
        });
    }
}
