namespace Pyner.Xml.Reading;

/// <summary>How reading a document ended.</summary>
public readonly record struct ReadOutcome
{
    /// <summary>Why the document is rejected; <see cref="XmlFault.None"/> if it was accepted.</summary>
    public XmlFault Fault { get; init; }

    /// <summary>Byte offset of the fault, from 0, or -1 where it is not known.</summary>
    public long Offset { get; init; }

    /// <summary>Line of the fault, from 1, or 0 where it is not known.</summary>
    public long Line { get; init; }

    /// <summary>
    /// Position in the line, from 1, or 0 where it is not known: in bytes where Pyner found the fault, in UTF-16 units where <c>XmlReader</c> did.
    /// </summary>
    public long Column { get; init; }

    /// <summary>For <see cref="XmlFault.NotWellFormed"/>, what <c>XmlReader</c> said.</summary>
    public string? Detail { get; init; }

    /// <summary>Bytes of the document that were read; all of them, if it was accepted.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether the document is well-formed.</summary>
    public bool Accepted => Fault == XmlFault.None;
}
