using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase;
using Pyner.Pipeline;
using Spectre.Console;

namespace Pyner.Cli.Building;

/// <summary>A progress bar on the terminal that stderr is, redrawn ten times a second; then the summary on stdout.</summary>
internal sealed class TerminalDisplay : BuildDisplay
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly RejectedNotices _rejected = new();
    private readonly Queue<(Color Color, string Line)> _lines = new();

    /// <inheritdoc/>
    protected override TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public override void Began(BuildBeginning beginning) => Tell(Color.Grey, BuildNotices.Beginning(beginning));

    /// <inheritdoc/>
    public override void FileRejected(RejectedFile file)
    {
        if (_rejected.For(file) is { } notice)
            Tell(Color.Yellow, notice);
    }

    /// <inheritdoc/>
    public override void Stopping() => Tell(Color.Yellow, BuildNotices.Stopping);

    /// <inheritdoc/>
    public override void Ended(BuildResult result, string outputFolder) => SummaryText.Write(result, outputFolder);

    /// <inheritdoc/>
    protected override void Loop(Func<BuildProgress> progress, Func<bool> wait) => _console.Live(new Text("")).AutoClear(true).Start(live =>
    {
        bool over;
        do
        {
            over = wait();
            // The bar is drawn below what is told: the live display moves itself down.
            foreach ((Color color, string line) in Told())
                _console.Write(new LineAboveBar(SafeText.OneLine(line), color));
            live.UpdateTarget(ProgressPanel.Draw(progress(), _console.Profile.Width, _console.Profile.Capabilities.Unicode));
        }
        while (!over);
    });

    private void Tell(Color color, string line)
    {
        lock (_lines)
            _lines.Enqueue((color, line));
    }

    private (Color Color, string Line)[] Told()
    {
        lock (_lines)
        {
            (Color, string)[] told = [.. _lines];
            _lines.Clear();
            return told;
        }
    }
}
