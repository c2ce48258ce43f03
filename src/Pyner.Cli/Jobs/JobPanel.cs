using Pyner.Cli.Building;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pyner.Cli.Jobs;

/// <summary>What a terminal shows while a job is watched: the bar and the figures of <c>pyner build</c>, and below them a line for each device.</summary>
internal static class JobPanel
{
    private const int DeviceBar = 16;
    private const int Margin = 3;
    private const int MostDevices = 8;

    /// <summary>Draws it.</summary>
    /// <param name="job">How far the job is.</param>
    /// <param name="waited">Since the watching began; moves the bar of a job of which nothing tells how far it is.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="unicode">Whether it shows box-drawing characters.</param>
    public static IRenderable Draw(Job job, TimeSpan waited, int width, bool unicode)
    {
        List<IRenderable> rows = [ProgressPanel.Draw(JobFigures.Of(job) with { Elapsed = waited }, width, unicode)];
        IReadOnlyList<JobDevice> devices = JobFigures.Devices(job);
        int name = devices.Count == 0 ? 0 : devices.Max(device => device.Name.Length);
        foreach (JobDevice device in devices.Take(MostDevices))
            rows.Add(Line(device, name, width - Margin, unicode));
        if (devices.Count > MostDevices)
            rows.Add(new Markup($"[grey]and {devices.Count - MostDevices} more devices[/]"));
        return new Rows(rows);
    }

    private static Markup Line(JobDevice device, int nameWidth, int width, bool unicode)
    {
        string separator = unicode ? " · " : " | ";
        List<string> shown = [.. device.Words];
        int left = width - nameWidth - DeviceBar - 3;
        while (shown.Count > 1 && string.Join(separator, shown).Length > left)
            shown.RemoveAt(shown.Count - 1);
        string name = Markup.Escape(SafeText.OneLine(device.Name).PadRight(nameWidth));
        return new Markup($"{name} {Bar.Markup(device.Fraction, default, DeviceBar, unicode)}  [grey]{Markup.Escape(string.Join(separator, shown))}[/]")
        {
            Overflow = Overflow.Ellipsis,
        };
    }
}
