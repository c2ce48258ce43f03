namespace Pyner.Xml.Reading;

/// <summary>How far reading came in the window.</summary>
internal enum Step : byte
{
    /// <summary>On to the next token.</summary>
    Continue,

    /// <summary>All that was indexed of the window was read.</summary>
    WindowEnd,

    /// <summary>The window ends inside something that has to be seen whole.</summary>
    Incomplete,

    /// <summary>More was read than what was indexed: the index has to begin anew.</summary>
    Leapt,

    /// <summary>The document is rejected.</summary>
    Fault,

    /// <summary>The document has to be read by <c>XmlReader</c>.</summary>
    Handover,
}
