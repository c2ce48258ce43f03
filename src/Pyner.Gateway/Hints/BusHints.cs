using MassTransit;
using Pyner.Contracts.Messages;

namespace Pyner.Gateway.Hints;

/// <summary>
/// The hints as messages on the bus. No caller waits for them, and one that the broker does not take is dropped: it is for this reason
/// that the services look into the ledger now and then.
/// </summary>
internal sealed partial class BusHints(IBus bus, ILogger<BusHints> logger) : IJobHints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Started(string jobId) => _ = PublishAsync(new StartJob { JobId = jobId }, jobId);

    /// <inheritdoc/>
    public void CancellationRequested(string jobId) => _ = PublishAsync(new JobCancellationRequested { JobId = jobId }, jobId);

    // Published and not sent, so that the gateway does not need to know the name of a queue.
    private async Task PublishAsync<T>(T message, string jobId)
        where T : class
    {
        await Task.Yield();
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await bus.Publish(message, patience.Token);
        }
#pragma warning disable CA1031 // Whatever the transport throws, the job is in the ledger, and nobody waits for this.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogDropped(typeof(T).Name, jobId, e.Message);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Message} for job {JobId} was not published, and the services will find the job in the ledger later: {Reason}")]
    private partial void LogDropped(string message, string jobId, string reason);
}
