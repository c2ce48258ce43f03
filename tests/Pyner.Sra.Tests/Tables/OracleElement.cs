using System.Text;
using System.Xml;

namespace Pyner.Sra.Tests.Tables;

/// <summary>An element as .NET's <c>XmlReader</c> sees it, whole in memory.</summary>
internal sealed class OracleElement
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 10_000_000,
    };

    private readonly StringBuilder _text = new();

    static OracleElement() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The name as written, prefix included.</summary>
    public required string Name { get; init; }

    /// <summary>The attributes by their names as written.</summary>
    public Dictionary<string, string> Attributes { get; } = [];

    /// <summary>The elements in it.</summary>
    public List<OracleElement> Children { get; } = [];

    /// <summary>Its own character data, trimmed.</summary>
    public string Text => _text.ToString().Trim();

    /// <summary>Reads a document.</summary>
    /// <returns>The document as an element without a name.</returns>
    public static OracleElement Read(byte[] document)
    {
        using var stream = new MemoryStream(document);
        using var reader = XmlReader.Create(stream, s_settings);
        var top = new OracleElement { Name = "" };
        var open = new Stack<OracleElement>([top]);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new OracleElement { Name = reader.Name };
                    bool isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                        element.Attributes[reader.Name] = reader.Value.Trim();
                    open.Peek().Children.Add(element);
                    if (!isEmpty)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    open.Peek()._text.Append(reader.Value);
                    break;
            }
        }
        return top;
    }

    /// <summary>The elements at some paths below this one, in document order. <c>*</c> is any name.</summary>
    public IEnumerable<OracleElement> At(params string[] paths)
    {
        string[][] split = [.. paths.Select(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries))];
        return Walk(this, split, 0);
    }

    private static IEnumerable<OracleElement> Walk(OracleElement element, string[][] paths, int depth)
    {
        if (paths.Any(path => path.Length == depth))
            yield return element;
        foreach (OracleElement child in element.Children)
        {
            string[][] onward = [.. paths.Where(path => path.Length > depth && (path[depth] == child.Name || path[depth] == "*"))];
            if (onward.Length == 0)
                continue;
            foreach (OracleElement found in Walk(child, onward, depth + 1))
                yield return found;
        }
    }
}
