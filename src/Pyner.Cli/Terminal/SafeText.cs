using System.Globalization;
using System.Text;

namespace Pyner.Cli.Terminal;

/// <summary>
/// Makes text from a source fit to be shown. Catalog values and file names come from strangers: an escape sequence in one must
/// not reach the terminal, nor a line break tear a line of output apart.
/// </summary>
internal static class SafeText
{
    /// <summary>The text on one line, with control characters and direction overrides written as <c>\u001b</c>.</summary>
    public static string OneLine(string text)
    {
        int first = IndexOfUnsafe(text);
        if (first < 0)
            return text;
        var safe = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (char c in text.AsSpan(first))
        {
            if (!IsUnsafe(c))
                safe.Append(c);
            else if (c is '\n' or '\r' or '\t')
                safe.Append(' ');
            else
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return safe.ToString();
    }

    private static int IndexOfUnsafe(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsUnsafe(text[i]))
                return i;
        }
        return -1;
    }

    // U+202A to U+202E and U+2066 to U+2069 reorder what follows them; U+2028 and U+2029 break lines.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is >= '\u2028' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
