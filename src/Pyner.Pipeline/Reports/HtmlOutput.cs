using System.Globalization;

namespace Pyner.Pipeline.Reports;

/// <summary>
/// Writes HTML that is well-formed XML too. Every element is closed by whoever opened it, and every text and attribute value goes through one
/// encoder, so nothing that a source says can become markup.
/// </summary>
/// <param name="writer">Where it goes.</param>
internal sealed class HtmlOutput(TextWriter writer)
{
    // After these a line break would be a space to be seen.
    private static readonly HashSet<string> s_inline = ["a", "bdi", "code", "em", "span", "time"];

    /// <summary>Writes the first line of a page.</summary>
    public void Doctype() => writer.Write("<!DOCTYPE html>\n");

    /// <summary>Writes an element with content.</summary>
    /// <param name="name">The element.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="content">Writes what is in it.</param>
    public void Element(string name, ReadOnlySpan<(string Name, string Value)> attributes, Action content)
    {
        Begin(name, attributes);
        writer.Write('>');
        content();
        writer.Write("</");
        writer.Write(name);
        writer.Write('>');
        if (!s_inline.Contains(name))
            writer.Write('\n');
    }

    /// <summary>Writes an element without attributes.</summary>
    public void Element(string name, Action content) => Element(name, [], content);

    /// <summary>Writes an element that holds text.</summary>
    public void Element(string name, ReadOnlySpan<(string Name, string Value)> attributes, string text) => Element(name, attributes, () => Text(text));

    /// <summary>Writes an element that holds text, without attributes.</summary>
    public void Element(string name, string text) => Element(name, [], text);

    /// <summary>Writes an element that never has content.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        writer.Write("/>");
    }

    /// <summary>Writes the page's style sheet, which is the program's own.</summary>
    public void Style(string css) => writer.Write($"<style>{css}</style>\n");

    /// <summary>Writes text of any origin, encoded. What could be seen by no one or turn the text around is written as <c>\u202e</c>.</summary>
    public void Text(string text)
    {
        foreach (char c in VisibleText.Of(text))
        {
            switch (c)
            {
                case '&':
                    writer.Write("&amp;");
                    break;
                case '<':
                    writer.Write("&lt;");
                    break;
                case '>':
                    writer.Write("&gt;");
                    break;
                case '"':
                    writer.Write("&quot;");
                    break;
                case '\'':
                    writer.Write("&#39;");
                    break;
                default:
                    writer.Write(c);
                    break;
            }
        }
    }

    /// <summary>Writes a name out of the data, apart from the direction of the text around it; an empty one is said to be.</summary>
    public void Name(string name)
    {
        if (name.Length == 0)
            Element("em", "(empty)");
        else
            Element("bdi", VisibleText.Shortened(name));
    }

    private void Begin(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.Write('<');
        writer.Write(name);
        foreach ((string attribute, string value) in attributes)
        {
            writer.Write(' ');
            writer.Write(attribute);
            writer.Write("=\"");
            Text(value);
            writer.Write('"');
        }
    }

    /// <summary>A number as markup has it.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
