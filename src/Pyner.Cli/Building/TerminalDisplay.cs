using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase;
using Pyner.Pipeline;
using Spectre.Console;

namespace Pyner.Cli.Building;

/// <summary>A progress bar on the terminal that stderr is, redrawn ten times a second; then the summary on stdout.</summary>
internal sealed class TerminalDisplay : BuildDisplay
{
    private readonly LiveArea _area = new();
    private readonly RejectedNotices _rejected = new();

    /// <inheritdoc/>
    protected override TimeSpan Interval => LiveArea.Interval;

    /// <inheritdoc/>
    public override void Began(BuildBeginning beginning) => _area.Tell(Color.Grey, BuildNotices.Beginning(beginning));

    /// <inheritdoc/>
    public override void FileRejected(RejectedFile file)
    {
        if (_rejected.For(file) is { } notice)
            _area.Tell(Color.Yellow, notice);
    }

    /// <inheritdoc/>
    public override void Noted(string notice) => _area.Tell(Color.Grey, notice);

    /// <inheritdoc/>
    public override void Stopping() => _area.Tell(Color.Yellow, BuildNotices.Stopping);

    /// <inheritdoc/>
    public override void Ended(BuildResult result, string outputFolder) => SummaryText.Write(result, outputFolder);

    /// <inheritdoc/>
    protected override void Loop(Func<BuildProgress> progress, Func<bool> wait) =>
        _area.Run((width, unicode) => ProgressPanel.Draw(new ProgressView(progress()).Figures, width, unicode), wait);
}
