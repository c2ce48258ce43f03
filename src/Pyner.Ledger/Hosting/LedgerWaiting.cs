using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Hosting;

/// <summary>Says that calls wait for the ledger: at once, and then now and then, however many wait.</summary>
internal sealed partial class LedgerWaiting(ILogger<LedgerWaiting> logger)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private long _saidAt;

    /// <summary>A call is about to wait.</summary>
    public void Waits(LedgerUnavailableException reason, TimeSpan pause)
    {
        long saidAt = Interlocked.Read(ref _saidAt);
        if (saidAt != 0 && Stopwatch.GetElapsedTime(saidAt) < s_interval)
            return;
        if (Interlocked.CompareExchange(ref _saidAt, Stopwatch.GetTimestamp(), saidAt) == saidAt)
            LogWaiting(reason.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the ledger. {Reason}")]
    private partial void LogWaiting(string reason);
}
