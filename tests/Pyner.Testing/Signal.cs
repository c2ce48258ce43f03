using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pyner.Testing;

/// <summary>Signals, which .NET does not send by itself.</summary>
public static partial class Signal
{
    /// <summary>SIGINT's number: what Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL's number.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM's number: what orchestrators send.</summary>
    public const int Terminate = 15;

    /// <summary>Sends one.</summary>
    /// <exception cref="InvalidOperationException">It could not be sent.</exception>
    public static void Send(Process process, int signal)
    {
        if (SendTo(process.Id, signal) != 0)
            throw new InvalidOperationException($"signal {signal} could not be sent to process {process.Id}");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int process, int signal);
}
