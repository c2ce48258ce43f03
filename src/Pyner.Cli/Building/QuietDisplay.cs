using Pyner.Pipeline;

namespace Pyner.Cli.Building;

/// <summary>Shows nothing; errors are told by whoever ran the job.</summary>
internal sealed class QuietDisplay : BuildDisplay
{
    /// <inheritdoc/>
    protected override TimeSpan Interval { get; } = Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public override void Ended(BuildResult result, string outputFolder)
    {
    }

    /// <inheritdoc/>
    protected override void Loop(Func<BuildProgress> progress, Func<bool> wait) => wait();
}
