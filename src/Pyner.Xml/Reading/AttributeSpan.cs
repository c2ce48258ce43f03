namespace Pyner.Xml.Reading;

/// <summary>An attribute of the tag being read: where its name and value stand.</summary>
internal unsafe struct AttributeSpan
{
    /// <summary>First byte of the name.</summary>
    public byte* Name;

    /// <summary>First byte of the value, behind the quote.</summary>
    public byte* Value;

    /// <summary>Bytes in the name.</summary>
    public int NameLength;

    /// <summary>Bytes in the value.</summary>
    public int ValueLength;
}
