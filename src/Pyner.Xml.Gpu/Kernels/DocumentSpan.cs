namespace Pyner.Xml.Gpu.Kernels;

/// <summary>A document, or a piece of one, in the bytes of a launch.</summary>
internal struct DocumentSpan
{
    /// <summary>Its first byte's position.</summary>
    public int From;

    /// <summary>The position behind its last byte. There is at least one byte.</summary>
    public int To;

    /// <summary>What to add to a position to have it in the document (modulo 2 to the 32).</summary>
    public uint Shift;

    /// <summary>The automaton's state before its first byte.</summary>
    public int State;
}
