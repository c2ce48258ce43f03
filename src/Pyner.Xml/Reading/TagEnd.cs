namespace Pyner.Xml.Reading;

/// <summary>How a start tag ended.</summary>
internal enum TagEnd : byte
{
    /// <summary>It goes on: another attribute may follow.</summary>
    NotYet,

    /// <summary>With <c>&gt;</c>: content follows.</summary>
    Open,

    /// <summary>With <c>/&gt;</c>.</summary>
    Empty,

    /// <summary>Not in this window.</summary>
    Incomplete,

    /// <summary>It is not well-formed.</summary>
    Fault,
}
