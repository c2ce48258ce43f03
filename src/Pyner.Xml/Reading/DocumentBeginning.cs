namespace Pyner.Xml.Reading;

/// <summary>How a document begins, which decides who reads it: a glance at what stands before its root element.</summary>
public enum DocumentBeginning
{
    /// <summary>Plain UTF-8: the reader walks its structural index.</summary>
    Plain,

    /// <summary>Plain UTF-8 with a DOCTYPE, at which the reader hands over to <c>XmlReader</c>: an index would not be used.</summary>
    Doctype,

    /// <summary>In another encoding, or with an unusual XML declaration: <c>XmlReader</c> reads it from its first byte.</summary>
    Foreign,
}
