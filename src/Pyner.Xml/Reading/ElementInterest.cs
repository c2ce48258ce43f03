namespace Pyner.Xml.Reading;

/// <summary>What a visitor wants to hear of an element. The reader skips over everything else as fast as it can.</summary>
[Flags]
public enum ElementInterest
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its start tag, with the attributes.</summary>
    Start = 1,

    /// <summary>Its own text, as one piece, at its end. No element below it may have text of interest too.</summary>
    Text = 2,

    /// <summary>Its end.</summary>
    End = 4,

    /// <summary>With <see cref="Text"/>: only whether the text is blank matters, so that it need not be kept in memory.</summary>
    BlankOnly = 8,

    /// <summary>
    /// With <see cref="Text"/>: a text longer than <see cref="ReadLimits.Value"/> is cut there (behind its leading white space) rather than a reason to
    /// reject the document; <see cref="XmlText.IsCut"/> tells.
    /// </summary>
    CutLong = 16,
}
