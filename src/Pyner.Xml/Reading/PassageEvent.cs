namespace Pyner.Xml.Reading;

/// <summary>What the visitor hears of an element in a <see cref="Passage"/>.</summary>
internal enum PassageEvent : ushort
{
    /// <summary>A start tag without attributes.</summary>
    Start,

    /// <summary>A start tag with the attributes that were kept.</summary>
    StartWithAttributes,

    /// <summary>The text of an empty element.</summary>
    EmptyText,

    /// <summary>The element's end.</summary>
    End,
}
