using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Hosting;

/// <summary>Whether the ledger answers.</summary>
internal sealed class LedgerHealthCheck(RedisLedger ledger) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "ledger";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await ledger.CheckAsync(patience.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is LedgerUnavailableException or JobException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"It did not answer within {s_patience.TotalSeconds} seconds.");
        }
    }
}
