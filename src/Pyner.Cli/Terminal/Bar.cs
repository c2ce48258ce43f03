namespace Pyner.Cli.Terminal;

/// <summary>A progress bar.</summary>
internal static class Bar
{
    /// <summary>The bar, in the markup of Spectre.Console.</summary>
    /// <param name="share">Share that is done, 0 to 1, or null where nothing tells.</param>
    /// <param name="elapsed">Moves the block that stands for an unknown share.</param>
    /// <param name="length">Columns.</param>
    /// <param name="unicode">Whether the terminal shows box-drawing characters.</param>
    public static string Markup(double? share, TimeSpan elapsed, int length, bool unicode)
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
