using Pyner.Cli.Terminal;
using Pyner.Pipeline;
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
    /// <param name="progress">How far the job is.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="unicode">Whether it shows box-drawing characters.</param>
    public static IRenderable Draw(BuildProgress progress, int width, bool unicode)
    {
        var view = new ProgressView(progress);
        string right = $"{(view.Fraction is double fraction ? Quantity.Percent(fraction) : ""),8}  {view.Outlook,-11}";
        int length = Math.Clamp(width - right.Length - Margin, NarrowestBar, WidestBar);
        return new Rows(
            new Markup($"{Bar(view.Fraction, progress.Elapsed, length, unicode)}[bold]{right}[/]") { Overflow = Overflow.Ellipsis },
            new Markup(Figures(view, progress.Rejected > 0, width - Margin, unicode ? " · " : " | ")) { Overflow = Overflow.Ellipsis });
    }

    /// <summary>The figures that fit in one line.</summary>
    private static string Figures(ProgressView view, bool anyRejected, int width, string separator)
    {
        var shown = new List<string> { view.Submissions, view.Bytes, view.Rate, view.ByteRate, view.Rejected };
        while (shown.Count > 2 && string.Join(separator, shown).Length > width)
            shown.RemoveAt(shown.Count - 2);
        string rejected = anyRejected ? $"[yellow]{shown[^1]}[/]" : $"[grey]{shown[^1]}[/]";
        return $"[grey]{string.Join(separator, shown[..^1])}{separator}[/]{rejected}";
    }

    private static string Bar(double? share, TimeSpan elapsed, int length, bool unicode)
    {
        char full = unicode ? '━' : '=';
        char empty = unicode ? '━' : '-';
        if (share is not double fraction)
        {
            // Nothing tells how much is left: a block that wanders shows that something happens.
            int block = length / 4;
            int at = (int)(elapsed.TotalSeconds * 10) % (length - block);
            return $"[grey23]{new string(empty, at)}[/][green]{new string(full, block)}[/][grey23]{new string(empty, length - block - at)}[/]";
        }
        int done = (int)(fraction * length);
        return $"[green]{new string(full, done)}[/][grey23]{new string(empty, length - done)}[/]";
    }
}
