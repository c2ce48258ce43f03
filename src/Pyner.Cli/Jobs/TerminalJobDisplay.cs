using System.Diagnostics;
using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;
using Spectre.Console;

namespace Pyner.Cli.Jobs;

/// <summary>A progress bar on the terminal that stderr is, with a line for each device; then the summary on stdout.</summary>
internal sealed class TerminalJobDisplay : IJobDisplay
{
    private readonly LiveArea _area = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private volatile Job? _job;
    private bool _isDisposed;

    /// <summary>Begins to draw.</summary>
    public TerminalJobDisplay()
    {
        _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Show(Job job) => _job = job;

    /// <inheritdoc/>
    public void Tell(string notice) => _area.Tell(Color.Yellow, notice);

    /// <inheritdoc/>
    public void Ended(Job job) => JobSummary.Write(job);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Draw() => _area.Run(
        (width, unicode) => _job is { } job ? JobPanel.Draw(job, Stopwatch.GetElapsedTime(_began), width, unicode) : new Text(""),
        () => _over.Wait(LiveArea.Interval));
}
