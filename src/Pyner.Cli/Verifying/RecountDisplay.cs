using System.Diagnostics;
using Pyner.Cli.Terminal;
using Pyner.Verification.Counting;

namespace Pyner.Cli.Verifying;

/// <summary>Shows how far a recount is: one line that changes on a terminal, lines now and then elsewhere.</summary>
/// <param name="isQuiet">Whether to show nothing.</param>
internal sealed class RecountDisplay(bool isQuiet) : IDisposable
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(5);

    private readonly bool _isTerminal = TerminalInfo.ErrorIsTerminal;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _shown = Stopwatch.GetTimestamp();
    private bool _drawn;

    /// <summary>Hears of a file; shows something now and then.</summary>
    public void Show(RecountProgress progress)
    {
        if (isQuiet || Stopwatch.GetElapsedTime(_shown) < (_isTerminal ? s_redraw : s_line))
            return;
        _shown = Stopwatch.GetTimestamp();
        string text = $"recounting: {Quantity.Count(progress.Submissions, "submission")}, {Quantity.Count(progress.Files, "file")}, "
            + Quantity.Rate(progress.Submissions, Stopwatch.GetElapsedTime(_began));
        if (_isTerminal)
            Console.Error.Write($"\r{text}\e[K");
        else
            Console.Error.WriteLine("pyner: " + text);
        _drawn = _isTerminal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_drawn)
            Console.Error.Write("\r\e[K");
    }
}
