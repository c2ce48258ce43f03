namespace Pyner.Xml.Reading;

/// <summary>The attributes of a start tag. Valid only during the call that hands it over.</summary>
public readonly unsafe ref struct AttributeList
{
    private readonly ReadOnlySpan<AttributeSpan> _spans;
    private readonly System.Xml.XmlReader? _reader;

    internal AttributeList(ReadOnlySpan<AttributeSpan> spans) => _spans = spans;

    internal AttributeList(System.Xml.XmlReader reader) => _reader = reader;

    /// <summary>Finds an attribute by its name as written.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out XmlText value)
    {
        if (_reader is not null)
        {
            string? text = _reader.GetAttribute(System.Text.Encoding.UTF8.GetString(name));
            value = new XmlText(System.Text.Encoding.UTF8.GetBytes(text ?? string.Empty), XmlTextForm.Decoded);
            return text is not null;
        }
        foreach (ref readonly AttributeSpan span in _spans)
        {
            if (new ReadOnlySpan<byte>(span.Name, span.NameLength).SequenceEqual(name))
            {
                value = new XmlText(new ReadOnlySpan<byte>(span.Value, span.ValueLength), XmlTextForm.RawAttribute);
                return true;
            }
        }
        value = default;
        return false;
    }
}
