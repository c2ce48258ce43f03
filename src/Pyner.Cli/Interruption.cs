using System.Runtime.InteropServices;
using Pyner.Cli.Terminal;

namespace Pyner.Cli;

/// <summary>
/// Ctrl-C and SIGTERM, while it lives: the first asks the work to stop where it can go on later, a second one ends the process at once
/// (what is on disk stays consistent: that is what the ledger is for).
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _notice;
    private int _signals;

    /// <summary>Starts to listen.</summary>
    /// <param name="notice">Called at the first signal, to say that it was heard.</param>
    public Interruption(Action notice)
    {
        _notice = notice;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            if (TerminalInfo.ErrorIsTerminal)
                Stderr.Write("\e[?25h"); // a progress bar hid the cursor
            Environment.Exit(ExitCode.Interrupted);
        }
        _notice();
        _stop.Cancel();
    }
}
