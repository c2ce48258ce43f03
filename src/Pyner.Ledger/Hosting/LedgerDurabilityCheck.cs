using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Hosting;

/// <summary>Warns once, as soon as the ledger is there, where it may forget what it was told.</summary>
internal sealed partial class LedgerDurabilityCheck(RedisLedger ledger, ILogger<LedgerDurabilityCheck> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if ((await ledger.ReadDurabilityAsync(stoppingToken).ConfigureAwait(false)).Warning is string warning)
                    LogWarning(warning);
                return;
            }
            catch (LedgerUnavailableException)
            {
                // Whoever needs it says so.
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(s_pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private partial void LogWarning(string warning);
}
