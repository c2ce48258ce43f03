using System.Diagnostics;
using Pyner.Cli.Building;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>Plain lines on stderr now and then, for logs; the summary on stdout.</summary>
internal sealed class LineJobDisplay : IJobDisplay
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private long _shown;
    private JobState _state;

    /// <inheritdoc/>
    public void Show(Job job)
    {
        if (job.State == _state && Stopwatch.GetElapsedTime(_shown) < s_interval)
            return;
        _shown = Stopwatch.GetTimestamp();
        _state = job.State;
        ProgressFigures figures = JobFigures.Of(job);
        string share = figures.Fraction is double fraction ? $" ({Quantity.Percent(fraction)})" : "";
        string outlook = figures.Outlook is { Length: > 0 } text ? ", " + text : "";
        string devices = string.Join(", ", JobFigures.Devices(job).Select(device => $"{device.Name} {device.Figures[0]}"));
        Tell($"{job.State.Word()}: {figures.Submissions}{share}, {figures.Bytes}, {figures.Rate}, {figures.ByteRate}{outlook}, {figures.Rejected}"
            + (devices.Length > 0 ? $" [{devices}]" : ""));
    }

    /// <inheritdoc/>
    public void Tell(string notice) => Stderr.WriteLine("pyner: " + SafeText.OneLine(notice));

    /// <inheritdoc/>
    public void Ended(Job job) => JobSummary.Write(job);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
