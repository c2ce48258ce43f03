namespace Pyner.Xml.Gpu.Tests.Automaton;

/// <summary>
/// Finds tokens as one would by hand: reads on from delimiter to delimiter, looking ahead. Knows nothing of events, vectors and windows. ASCII only.
/// </summary>
internal static class NaiveScanner
{
    /// <summary>The tokens, and whether the text ends in content, a comment, a CDATA section or an instruction (c, -, [ or ?).</summary>
    public static (List<int> Tokens, char State) Scan(string text, char state)
    {
        var tokens = new List<int>();
        int at = 0;
        while (at < text.Length)
        {
            string rest = text[at..];
            switch (state)
            {
                case 'c':
                    if (rest[0] is '<' or '&' || rest.StartsWith("]]>", StringComparison.Ordinal))
                        tokens.Add(at);
                    (state, int width) = rest.StartsWith("<!--", StringComparison.Ordinal) ? ('-', 4)
                        : rest.StartsWith("<![CDATA[", StringComparison.Ordinal) ? ('[', 9)
                        : rest.StartsWith("<?", StringComparison.Ordinal) ? ('?', 2) : ('c', 1);
                    at += width;
                    continue;
                case '-':
                    at = Close(rest, "--", at, 2);
                    break;
                case '[':
                    at = Close(rest, "]]>", at, 2);
                    break;
                default:
                    at = Close(rest, "?>", at, 1);
                    break;
            }
        }
        return (tokens, state);

        int Close(string rest, string delimiter, int from, int token)
        {
            int found = rest.IndexOf(delimiter, StringComparison.Ordinal);
            if (found < 0)
                return text.Length;
            tokens.Add(from + found + token);
            state = 'c';
            return from + found + delimiter.Length;
        }
    }
}
