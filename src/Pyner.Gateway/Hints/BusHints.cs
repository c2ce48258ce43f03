using Pyner.Contracts.Messages;

namespace Pyner.Gateway.Hints;

/// <summary>The hints as messages on the bus. Published and not sent, so that the gateway does not need to know the name of a queue.</summary>
/// <param name="publisher">Takes them without making a caller wait.</param>
internal sealed class BusHints(HintPublisher publisher) : IJobHints
{
    /// <inheritdoc/>
    public void Started(string jobId) => publisher.Publish(new StartJob { JobId = jobId });

    /// <inheritdoc/>
    public void CancellationRequested(string jobId) => publisher.Publish(new JobCancellationRequested { JobId = jobId });
}
