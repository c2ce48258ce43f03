namespace Pyner.Xml.Reading;

/// <summary>How far a text is decoded.</summary>
public enum XmlTextForm : byte
{
    /// <summary>Character data as it stands in the document: may hold references and line ends of any kind.</summary>
    RawContent,

    /// <summary>An attribute's value as it stands in the document: as above, and white space becomes spaces.</summary>
    RawAttribute,

    /// <summary>A CDATA section's content as it stands in the document: no references, but line ends of any kind.</summary>
    RawCData,

    /// <summary>Decoded.</summary>
    Decoded,
}
