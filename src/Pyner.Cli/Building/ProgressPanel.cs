using Pyner.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pyner.Cli.Building;

/// <summary>What a terminal shows while a job runs: a bar, and a line of figures below it.</summary>
internal static class ProgressPanel
{
    private const int WidestBar = 80;
    private const int NarrowestBar = 8;

    // Free columns at the right: a terminal shows ^C there, and a line that wraps leaves traces when it is drawn again.
    private const int Margin = 3;

    /// <summary>Draws it.</summary>
    /// <param name="figures">How far the job is.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="unicode">Whether it shows box-drawing characters.</param>
    public static IRenderable Draw(ProgressFigures figures, int width, bool unicode)
    {
        string right = $"{(figures.Fraction is double fraction ? Quantity.Percent(fraction) : ""),8}  {figures.Outlook,-11}";
        int length = Math.Clamp(width - right.Length - Margin, NarrowestBar, WidestBar);
        return new Rows(
            new Markup($"{Bar.Markup(figures.Fraction, figures.Elapsed, length, unicode)}[bold]{right}[/]") { Overflow = Overflow.Ellipsis },
            new Markup(Figures(figures, width - Margin, unicode ? " · " : " | ")) { Overflow = Overflow.Ellipsis });
    }

    /// <summary>The figures that fit in one line.</summary>
    private static string Figures(ProgressFigures figures, int width, string separator)
    {
        var shown = new List<string> { figures.Submissions, figures.Bytes, figures.Rate, figures.ByteRate, figures.Rejected };
        while (shown.Count > 2 && string.Join(separator, shown).Length > width)
            shown.RemoveAt(shown.Count - 2);
        string rejected = figures.AnyRejected ? $"[yellow]{shown[^1]}[/]" : $"[grey]{shown[^1]}[/]";
        return $"[grey]{string.Join(separator, shown[..^1])}{separator}[/]{rejected}";
    }
}
