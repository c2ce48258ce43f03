using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase;
using Pyner.Pipeline;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Cli.Building;

/// <summary>Plain lines on stderr now and then, for logs; the summary on stdout.</summary>
internal sealed class LineDisplay : BuildDisplay
{
    private readonly RejectedNotices _rejected = new();

    /// <inheritdoc/>
    protected override TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override void Began(BuildBeginning beginning) => Tell(BuildNotices.Beginning(beginning));

    /// <inheritdoc/>
    public override void CheckpointRecorded(Checkpoint checkpoint) =>
        Tell($"checkpoint {Quantity.Count(checkpoint.Sequence + 1)}: {Quantity.Count(checkpoint.Submissions, "submission")} merged");

    /// <inheritdoc/>
    public override void FileRejected(RejectedFile file)
    {
        if (_rejected.For(file) is { } notice)
            Tell(notice);
    }

    /// <inheritdoc/>
    public override void Noted(string notice) => Tell(notice);

    /// <inheritdoc/>
    public override void Stopping() => Tell(BuildNotices.Stopping);

    /// <inheritdoc/>
    public override void Ended(BuildResult result, string outputFolder) => SummaryText.Write(result, outputFolder);

    /// <inheritdoc/>
    protected override void Loop(Func<BuildProgress> progress, Func<bool> wait)
    {
        while (!wait())
        {
            var view = new ProgressView(progress());
            string share = view.Fraction is double fraction ? $" ({Quantity.Percent(fraction)})" : "";
            string outlook = view.Outlook is { Length: > 0 } text ? ", " + text : "";
            Tell($"{view.Submissions}{share}, {view.Bytes}, {view.Rate}, {view.ByteRate}{outlook}, {view.Rejected}");
        }
    }

    private static void Tell(string line) => Stderr.WriteLine("pyner: " + SafeText.OneLine(line));
}
