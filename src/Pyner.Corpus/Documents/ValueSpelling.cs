namespace Pyner.Corpus.Documents;

/// <summary>The rare ways of writing a value, all of which mean the same once the text is read as XML says and trimmed.</summary>
/// <param name="writer">The document being written.</param>
internal sealed class ValueSpelling(DocumentWriter writer)
{
    /// <summary>Writes what follows the element's name: perhaps an attribute, the value in some spelling, the end tag.</summary>
    public void Write(ReadOnlySpan<byte> name, string value)
    {
        XmlBuffer buffer = writer.Buffer;
        switch (writer.Random.Below(12))
        {
            case 0:
                writer.Attribute("note"u8, "a > b, <SAMPLE> & \"quotes\"");
                break;
            case 1:
                buffer.Raw("\n    xml:space = 'preserve'"u8);
                break;
            case 2:
                buffer.Raw(" "u8);
                break;
        }
        if (value.Length == 0)
            Nothing(name);
        else
            Something(name, value);
    }

    private void Nothing(ReadOnlySpan<byte> name)
    {
        XmlBuffer buffer = writer.Buffer;
        int way = writer.Random.Below(7);
        if (way == 0)
        {
            buffer.Raw("/>"u8);
            return;
        }
        buffer.Raw((byte)'>');
        buffer.Raw(way switch
        {
            1 => ""u8,
            2 => "  \t\r\n "u8,
            3 => "<!-- to be filled in -->"u8,
            4 => "<![CDATA[]]>"u8,
            5 => "&#32;&#xA0;&#x3000;"u8,
            _ => "<value>of a child</value>"u8,
        });
        writer.EndLeaf(name);
    }

    private void Something(ReadOnlySpan<byte> name, string value)
    {
        XmlBuffer buffer = writer.Buffer;
        int cut = Cut(value);
        ReadOnlySpan<char> head = value.AsSpan(0, cut);
        ReadOnlySpan<char> tail = value.AsSpan(cut);
        buffer.Raw((byte)'>');
        switch (writer.Random.Below(11))
        {
            case 0:
                buffer.Raw("\n        "u8);
                buffer.Text(value);
                buffer.Raw("  \n      "u8);
                break;
            case 1 when writer.Style.IsUnicode:
                buffer.Raw("<![CDATA["u8);
                buffer.Raw(value);
                buffer.Raw("]]>"u8);
                break;
            case 2 when writer.Style.IsUnicode:
                buffer.Text(head);
                buffer.Raw("<![CDATA["u8);
                buffer.Raw(tail);
                buffer.Raw("]]><![CDATA[]]>"u8);
                break;
            case 3:
                buffer.Text(head);
                Decoys.Comment(writer);
                buffer.Text(tail);
                break;
            case 4:
                buffer.Text(head);
                buffer.Raw("<?curator <SAMPLE><TAG>?>"u8);
                buffer.Text(tail);
                break;
            case 5:
                References(value);
                break;
            case 6:
                buffer.Text(head);
                buffer.Raw("<sub class='>'>left out<TAG>left out</TAG></sub>"u8);
                buffer.Text(tail);
                break;
            case 7:
                buffer.Raw("\u00A0\u3000\u2003"u8);
                buffer.Text(value);
                buffer.Raw("&#xA0;\r\n"u8);
                break;
            case 8 when writer.OrganismEntity == value:
                buffer.Raw(" &organism;&nothing; "u8);
                break;
            case 9 when writer.Style.IsUnicode:
                buffer.Raw("<!-- ]]> & < -->"u8);
                buffer.Raw("<![CDATA["u8);
                buffer.Raw(head);
                buffer.Raw("]]>"u8);
                buffer.Text(tail);
                buffer.Raw(" <!---->"u8);
                break;
            default:
                buffer.Text(head);
                buffer.Raw("<EMPTY/>"u8);
                buffer.Text(tail);
                break;
        }
        writer.EndLeaf(name);
    }

    /// <summary>Some characters, and all that are special, as decimal or hexadecimal references or entities.</summary>
    private void References(string value)
    {
        XmlBuffer buffer = writer.Buffer;
        foreach (System.Text.Rune rune in value.EnumerateRunes())
        {
            int way = writer.Random.Below(8);
            if (way == 0)
                buffer.Raw($"&#{rune.Value};");
            else if (way == 1)
                buffer.Raw($"&#x{rune.Value:X4};");
            else if (way == 2)
                buffer.Raw($"&#x000{rune.Value:x};");
            else if (rune.Value == '"')
                buffer.Raw("&quot;"u8);
            else if (rune.Value == '\'')
                buffer.Raw("&apos;"u8);
            else
                buffer.Text(rune.ToString());
        }
    }

    /// <summary>A place inside the value that is not between the halves of a surrogate pair.</summary>
    private int Cut(string value)
    {
        int cut = writer.Random.Below(value.Length + 1);
        return cut < value.Length && char.IsLowSurrogate(value[cut]) ? cut - 1 : cut;
    }
}
