using System.Text;

namespace Pyner.Xml.Tests.Reading;

/// <summary>
/// Random documents of records that are much alike, as archives have them: the same elements in nearly the same order, each document indented in its own way,
/// with an odd thing here and there. Element names say what <see cref="RecordingVisitor"/> wants of them.
/// </summary>
internal sealed class RecordDocuments(int seed)
{
    private static readonly string[] s_indents = ["", "\n", "\n  ", "\r\n    ", "\n\t", " "];
    private static readonly string[] s_values =
    [
        "", "x", "Homo sapiens", "a longer text that does not fit into one vector", "R&amp;D &#233; &#x1F9EC;", "naïve café", "種 🧬", "a]] b ] c",
        " \n ", "> quoted ' \""
    ];
    private static readonly string[] s_odd =
    [
        "<!-- c -->", "<?p i?>", "<![CDATA[<t>]]>", "text", "<other><s a='1'/></other>", "<t>a<x/>b</t>", "<q xmlns:p=\"u\" p:a=\"1\"/>",
        "<t >x</t >", "<s\na = '2'/>"
    ];
    private static readonly string[] s_wrong =
    [
        "<t>&nope;</t>", "<t>a]]>b</t>", "<t>\u0001</t>", "<s a=\"1\" a=\"2\"/>", "</wrong>", "<t><</t>", "<s a=\"<\"/>", "<s a=\"\u0002\"/>",
        "<t>\uFFFE</t>", "<open>"
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next document.</summary>
    public byte[] Next()
    {
        string indent = Pick(s_indents);
        int[] fields = [.. Enumerable.Range(0, _random.Next(2, 9)).Select(_ => _random.Next(10))];
        var text = new StringBuilder(_random.Next(4) == 0 ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "");
        text.Append(_random.Next(5) == 0 ? "<r xmlns:x=\"urn:x\">" : "<r>");
        int records = _random.Next(1, 40);
        int odd = _random.Next(3) == 0 ? _random.Next(records) : -1;
        int wrong = _random.Next(4) == 0 ? _random.Next(records) : -1;
        for (int record = 0; record < records; record++)
        {
            text.Append(indent).Append("<s a=\"").Append(Attribute()).Append('"').Append(_random.Next(3) == 0 ? " b=\"2\">" : ">");
            foreach (int field in fields)
                Field(text, indent, field);
            if (record == odd)
                text.Append(indent).Append(Pick(s_odd));
            if (record == wrong)
                text.Append(indent).Append(Pick(s_wrong));
            text.Append(indent).Append("</s>");
        }
        text.Append(indent).Append("</r>");
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        // Damage that no list thinks of.
        if (_random.Next(3) == 0)
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        if (_random.Next(8) == 0)
        {
            int start = _random.Next(bytes.Length);
            bytes.AsSpan(start, Math.Min(_random.Next(300), bytes.Length - start)).Fill((byte)_random.Next(128));
        }
        return _random.Next(12) == 0 ? bytes[.._random.Next(bytes.Length)] : bytes;
    }

    private void Field(StringBuilder text, string indent, int field)
    {
        // Some fields are optional: what follows on a value differs then.
        if (field > 6 && _random.Next(3) == 0)
            return;
        text.Append(indent);
        _ = field switch
        {
            0 => text.Append("<t>").Append(Pick(s_values).Replace("\"", "&quot;", StringComparison.Ordinal)).Append("</t>"),
            1 => text.Append("<n><b>").Append(Pick(s_values)).Append("</b></n>"),
            2 => text.Append(_random.Next(4) == 0 ? "<t><x>not this</x>but this</t>" : "<t>this</t>"),
            3 => text.Append("<te/>"),
            4 => text.Append("<s2 a=\"").Append(Attribute()).Append("\"/>"),
            5 => text.Append("<i label=\"").Append(Attribute()).Append("\">").Append(Pick(s_values)).Append("</i>"),
            6 => text.Append("<list>").Append(indent).Append("<s3><t>").Append(Pick(s_values)).Append("</t>")
                .Append(indent).Append("<b>").Append(Pick(s_values)).Append("</b></s3></list>"),
            9 => text.Append("<t>before</t>").Insert(text.Length, "<e/>", _random.Next(60, 70)),
            7 => text.Append("<a><b2><c><d><f><g><h>deep</h></g></f></d></c></b2></a>"),
            _ => text.Append("<t2 c=\"1\" d=\"").Append(Attribute()).Append("\">").Append(Pick(s_values)).Append("</t2>"),
        };
    }

    private string Attribute() => Pick(s_values).Replace("\"", "&quot;", StringComparison.Ordinal);

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
