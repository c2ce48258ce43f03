using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>Shows nothing; errors are told by whoever watches.</summary>
internal sealed class QuietJobDisplay : IJobDisplay
{
    /// <inheritdoc/>
    public void Show(Job job)
    {
    }

    /// <inheritdoc/>
    public void Tell(string notice)
    {
    }

    /// <inheritdoc/>
    public void Ended(Job job)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
