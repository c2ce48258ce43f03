using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pyner.Cli.Terminal;

/// <summary>A part of the terminal (stderr) that is drawn again and again, with lines told above it.</summary>
internal sealed class LiveArea
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly Queue<(Color Color, string Line)> _lines = new();

    /// <summary>How often to draw.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Has a line written above the area the next time that it is drawn. May be called from any thread.</summary>
    public void Tell(Color color, string line)
    {
        lock (_lines)
            _lines.Enqueue((color, line));
    }

    /// <summary>Draws until the work is over, then clears the area.</summary>
    /// <param name="draw">Draws it, given the terminal's columns and whether it shows box-drawing characters.</param>
    /// <param name="wait">Waits for <see cref="Interval"/>; true when the work is over.</param>
    public void Run(Func<int, bool, IRenderable> draw, Func<bool> wait) => _console.Live(new Text("")).AutoClear(true).Start(live =>
    {
        bool over;
        do
        {
            over = wait();
            // The area is drawn below what is told: the live display moves itself down.
            foreach ((Color color, string line) in Told())
                _console.Write(new LineAboveBar(SafeText.OneLine(line), color));
            live.UpdateTarget(draw(_console.Profile.Width, _console.Profile.Capabilities.Unicode));
        }
        while (!over);
    });

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
