namespace Pyner.Xml.Gpu.Devices;

/// <summary>A document in a <see cref="DocumentBuffer"/>.</summary>
internal record struct BufferedDocument
{
    /// <summary>Its first byte's position in the buffer.</summary>
    public int Offset;

    /// <summary>Its length.</summary>
    public int Length;

    /// <summary>Where in it the index begins.</summary>
    public int Start;

    /// <summary>The automaton's state there.</summary>
    public int FirstState;

    /// <summary>The automaton's state as far as it is indexed.</summary>
    public int State;

    /// <summary>Number of its first token in the buffer.</summary>
    public int FirstToken;

    /// <summary>Number of its tokens.</summary>
    public int TokenCount;

    /// <summary>Position in it of the first byte that begins no XML character, or null.</summary>
    public int? InvalidAt;
}
