using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway;

/// <summary>Whether the ledger answers: without it the gateway has nothing to say.</summary>
/// <param name="ledger">The ledger.</param>
internal sealed class LedgerHealthCheck(IJobLedger ledger) : IHealthCheck
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
            await ledger.ListUnfinishedAsync(patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (LedgerUnavailableException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"It did not answer within {s_patience.TotalSeconds} seconds.");
        }
    }
}
