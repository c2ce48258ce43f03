namespace Pyner.Xml.Reading;

/// <summary>What begins behind a <see cref="Passage"/>.</summary>
internal enum PassageEnd : byte
{
    /// <summary>More markup: it was cut between two tags, because it got long.</summary>
    Markup,

    /// <summary>The text of an element that has no children.</summary>
    Text,

    /// <summary>An attribute's value, in double quotes.</summary>
    Attribute,
}
