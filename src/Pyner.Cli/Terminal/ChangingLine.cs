using System.Diagnostics;

namespace Pyner.Cli.Terminal;

/// <summary>Progress in one line of stderr: rewritten in place on a terminal, a new line every few seconds elsewhere.</summary>
/// <param name="isQuiet">Whether to show nothing.</param>
internal sealed class ChangingLine(bool isQuiet) : IDisposable
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = TerminalInfo.ErrorIsTerminal;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private long _shown = Stopwatch.GetTimestamp();
    private bool _drawn;

    /// <summary>Shows the progress, if the time for it has come. Safe for several threads.</summary>
    /// <param name="text">Makes the text, given how long the work has taken.</param>
    public void Show(Func<TimeSpan, string> text)
    {
        if (isQuiet)
            return;
        lock (_lock)
        {
            if (Stopwatch.GetElapsedTime(_shown) < (_isTerminal ? s_redraw : s_line))
                return;
            _shown = Stopwatch.GetTimestamp();
            string line = text(Stopwatch.GetElapsedTime(_began));
            if (_isTerminal)
                Stderr.Write($"\r{line}\e[K");
            else
                Stderr.WriteLine("pyner: " + line);
            _drawn = _isTerminal;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_drawn)
            Stderr.Write("\r\e[K");
    }
}
