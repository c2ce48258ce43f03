using Pyner.Pipeline.Reports;

namespace Pyner.Cli.Terminal;

/// <summary>
/// Makes text from a source fit to be shown. Catalog values and file names come from strangers: an escape sequence in one must
/// not reach the terminal, nor a line break tear a line of output apart.
/// </summary>
internal static class SafeText
{
    /// <summary>The text on one line, with characters that can't be seen or turn others around written as <c>\u001b</c>: as the report shows it.</summary>
    public static string OneLine(string text) => VisibleText.Of(text);
}
