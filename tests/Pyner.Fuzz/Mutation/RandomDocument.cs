using System.Globalization;
using System.Text;
using Pyner.Verification;

namespace Pyner.Fuzz.Mutation;

/// <summary>
/// Documents of every shape, well-formed unless one byte is changed in the end: many names, long names, deep nesting, many attributes,
/// prefixes bound and bound again, records in and out of place. They fill and overflow what a reader remembers from document to document.
/// </summary>
public sealed class RandomDocument
{
    private const int LongestDocument = 30_000;

    private static readonly string[] s_records = ["EXPERIMENT", "SAMPLE", "RUN"];

    private static readonly string[] s_recordNames =
    [
        "EXPERIMENT", "SAMPLE", "RUN", "TITLE", "DESIGN", "SAMPLE_DESCRIPTOR", "LIBRARY_DESCRIPTOR", "LIBRARY_STRATEGY", "LIBRARY_SOURCE",
        "LIBRARY_SELECTION", "LIBRARY_LAYOUT", "PAIRED", "SINGLE", "PLATFORM", "ILLUMINA", "INSTRUMENT_MODEL", "SAMPLE_NAME", "SCIENTIFIC_NAME",
        "SAMPLE_ATTRIBUTES", "SAMPLE_ATTRIBUTE", "TAG", "VALUE",
    ];

    private static readonly Dictionary<string, string[]> s_children = new()
    {
        ["EXPERIMENT"] = ["TITLE", "DESIGN", "PLATFORM"],
        ["DESIGN"] = ["SAMPLE_DESCRIPTOR", "LIBRARY_DESCRIPTOR"],
        ["LIBRARY_DESCRIPTOR"] = ["LIBRARY_STRATEGY", "LIBRARY_SOURCE", "LIBRARY_SELECTION", "LIBRARY_LAYOUT"],
        ["LIBRARY_LAYOUT"] = ["PAIRED", "SINGLE"],
        ["PLATFORM"] = ["ILLUMINA", "LS454"],
        ["ILLUMINA"] = ["INSTRUMENT_MODEL"],
        ["SAMPLE"] = ["SAMPLE_NAME", "SAMPLE_ATTRIBUTES"],
        ["SAMPLE_NAME"] = ["SCIENTIFIC_NAME"],
        ["SAMPLE_ATTRIBUTES"] = ["SAMPLE_ATTRIBUTE"],
        ["SAMPLE_ATTRIBUTE"] = ["TAG", "VALUE"],
    };

    private static readonly string[] s_texts =
    [
        "x", " ", "\n", "\r\n  ", "\t", "some words", "&amp;", "&lt;", "&#65;", "&#x20;", "&#x1F600;", "<![CDATA[ <c> ]]>", "<!-- <RUN/> -->",
        "<?p x?>", "\u00E9", "\u3000", "\U0001F600", "]]", ">", "\"", "'", "&quot;", "&#13;", "\u0130", "]", "<![CDATA[]]>", "\u0085",
        "a value of more than thirty-two bytes, which vectors are wide",
    ];

    private readonly Randomness _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _prefixes = [];
    private readonly int _names;
    private readonly int _depth;
    private readonly int _attributes;
    private readonly int _nameLength;
    private bool _inRecord;

    private RandomDocument(ulong seed)
    {
        _random = new Randomness(seed ^ 0x5EED_D0C5);
        _names = _random.Pick([3, 20, 200, 3000]);
        _depth = _random.Pick([4, 8, 60, 300]);
        _attributes = _random.Pick([0, 2, 5, 40]);
        _nameLength = _random.Pick([1, 8, 31, 70]);
    }

    /// <summary>Makes the document of a seed.</summary>
    public static SeedDocument Document(ulong seed)
    {
        var document = new RandomDocument(seed);
        if (document._random.OneIn(2))
            document._text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        document.Element(null, document._depth);
        byte[] bytes = Encoding.UTF8.GetBytes(document._text.ToString());
        if (document._random.OneIn(3))
            bytes[document._random.Below(bytes.Length)] = document._random.Pick("<>&;/='\" :]-!?x\0"u8.ToArray());
        return new SeedDocument(document._random.Pick([DocumentKind.Experiment, DocumentKind.Sample, DocumentKind.Run]), bytes);
    }

    private void Element(string? parent, int depth)
    {
        int scope = _prefixes.Count;
        string name = Name(parent);
        bool isRecord = !_inRecord && s_records.Contains(name);
        _inRecord |= isRecord;
        var attributes = new StringBuilder();
        Attributes(attributes);
        if (_prefixes.Count > 0 && _random.OneIn(6))
            name = $"{_random.Pick(_prefixes)}:{name}";
        else if (_random.OneIn(1500))
            name = $"p{_random.Below(4)}:{name}"; // bound further up, further down, or nowhere
        _text.Append('<').Append(name).Append(attributes).Append(Space());
        if (_random.OneIn(6))
        {
            _text.Append("/>");
        }
        else
        {
            _text.Append('>');
            Content(name, depth);
            _text.Append("</").Append(name).Append(Space()).Append('>');
        }
        _prefixes.RemoveRange(scope, _prefixes.Count - scope);
        _inRecord &= !isRecord;
    }

    private void Content(string name, int depth)
    {
        // Deep documents are mostly one chain; shallow ones are wide.
        int children = _depth > 50 ? 1 + (_random.OneIn(5) ? 2 : 0) : _random.Below(12);
        for (int child = 0; child < children; child++)
        {
            while (_random.OneIn(2))
                _text.Append(_random.Pick(s_texts));
            if (depth > 0 && _text.Length < LongestDocument)
                Element(name, depth - 1);
        }
        while (_random.OneIn(2))
            _text.Append(_random.Pick(s_texts));
    }

    private string Name(string? parent)
    {
        if (parent is not null && s_children.TryGetValue(parent, out string[]? children) && !_random.OneIn(8))
            return Almost(_random.Pick(children));
        if (parent is null && !_random.OneIn(10))
            return "SET";
        if (!_inRecord && _random.OneIn(2))
            return Almost(_random.Pick(s_records));
        if (_random.OneIn(3))
            return Almost(_random.Pick(s_recordNames));
        string number = _random.Below(_names).ToString(CultureInfo.InvariantCulture);
        return "n" + new string('x', _random.Below(_nameLength)) + number;
    }

    /// <summary>Mostly the name; now and then one that begins like it, or that it begins like.</summary>
    private string Almost(string name) => _random.Below(30) switch
    {
        0 => name + "S",
        1 => name[..^1],
        2 => name[..^1] + "_",
        _ => name,
    };

    private void Attributes(StringBuilder text)
    {
        var used = new HashSet<string>();
        if (_random.OneIn(4))
            Attribute(text, used, "accession", _random.Pick(s_texts[..17]).Replace("<", "&lt;", StringComparison.Ordinal));
        for (int count = _random.Below(_attributes + 1); count > 0; count--)
        {
            string value = _random.Pick(s_texts).Replace("<", "&lt;", StringComparison.Ordinal);
            switch (_random.Below(10))
            {
                case 0:
                    string prefix = "p" + _random.Below(4).ToString(CultureInfo.InvariantCulture);
                    if (Attribute(text, used, "xmlns:" + prefix, "urn:" + prefix))
                        _prefixes.Add(prefix);
                    break;
                case 1 when _prefixes.Count > 0:
                    Attribute(text, used, $"{_random.Pick(_prefixes)}:a", value);
                    break;
                case 2:
                    Attribute(text, used, _random.Pick(["xml:lang", "xmlns", "xml:base"]), "v");
                    break;
                default:
                    Attribute(
                        text, used, "a" + new string('y', _random.Below(_nameLength)) + _random.Below(_names).ToString(CultureInfo.InvariantCulture), value);
                    break;
            }
        }
    }

    private bool Attribute(StringBuilder text, HashSet<string> used, string name, string value)
    {
        if (!used.Add(name))
            return false;
        char quote = _random.OneIn(2) ? '"' : '\'';
        string escaped = value.Replace(quote == '"' ? "\"" : "'", quote == '"' ? "&quot;" : "&apos;", StringComparison.Ordinal);
        text.Append(_random.OneIn(8) ? "\n  " : " ").Append(name).Append(_random.OneIn(10) ? " = " : "=").Append(quote).Append(escaped).Append(quote);
        return true;
    }

    private string Space() => _random.OneIn(12) ? _random.Pick([" ", "\n", "\r\n\t"]) : "";
}
