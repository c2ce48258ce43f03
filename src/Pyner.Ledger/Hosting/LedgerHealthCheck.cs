using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Hosting;

/// <summary>
/// Whether the ledger answers. Probes and gRPC's health service ask without a key, as often as they like; however many do, the ledger is asked about once a
/// second.
/// </summary>
internal sealed class LedgerHealthCheck(RedisLedger ledger) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "ledger";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<HealthCheckResult>? _answer;
    private long _askedAt;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Task<HealthCheckResult> answer;
        lock (_lock)
        {
            if (_answer is null || (_answer.IsCompleted && Stopwatch.GetElapsedTime(_askedAt) > s_age))
            {
                _askedAt = Stopwatch.GetTimestamp();
                _answer = AskAsync();
            }
            answer = _answer;
        }
        return answer.WaitAsync(cancellationToken);
    }

    // Nobody's going away ends it: others wait for the same answer.
    private async Task<HealthCheckResult> AskAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await ledger.CheckAsync(patience.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is LedgerUnavailableException or JobException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"It did not answer within {s_patience.TotalSeconds} seconds.");
        }
    }
}
