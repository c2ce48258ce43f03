using System.Globalization;
using System.Text;

namespace Pyner.Pipeline.Reports;

/// <summary>
/// Makes text from strangers, such as a source's values and a driver's messages, fit to be shown or kept: bounded, and without characters that are invisible,
/// turn text around, steer a terminal, or may not stand in a page.
/// </summary>
public static class VisibleText
{
    /// <summary>Most characters of a text that a page shows. A value may have millions.</summary>
    public const int Most = 500;

    private const string Cut = " [...]";

    /// <summary>The text, cut where it is too long to be read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most characters of it, at least 1; a mark says that it was cut.</param>
    public static string Shortened(string text, int most = Most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most)
            return text;
        // Not between the halves of a surrogate pair: half of one can't be stored.
        bool cutsPair = char.IsHighSurrogate(text[most - 1]) && char.IsLowSurrogate(text[most]);
        return string.Concat(text.AsSpan(0, cutsPair ? most - 1 : most), Cut);
    }

    /// <summary>The text on one line with every character to be seen, the others as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int first = 0;
        while (first < text.Length && IsPlain(text, first))
            first++;
        if (first == text.Length)
            return text;
        var visible = new StringBuilder(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            if (IsPlain(text, i))
                visible.Append(text[i]);
            else if (text[i] is '\n' or '\r' or '\t')
                visible.Append(' ');
            else
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
        }
        return visible.ToString();
    }

    // U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F and U+061C are invisible and may turn around what follows; U+FFFE and U+FFFF are no
    // characters; half of a surrogate pair is none either.
    private static bool IsPlain(string text, int at)
    {
        char c = text[at];
        if (char.IsHighSurrogate(c))
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c))
            return at > 0 && char.IsHighSurrogate(text[at - 1]);
        return !char.IsControl(c)
            && c is not ('\u061c' or '\ufeff' or >= '\ufffe' or >= '\u200b' and <= '\u200f' or >= '\u2028' and <= '\u202e' or >= '\u2060' and <= '\u206f');
    }
}
