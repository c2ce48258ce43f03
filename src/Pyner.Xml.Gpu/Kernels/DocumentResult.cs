namespace Pyner.Xml.Gpu.Kernels;

/// <summary>What a launch found of a document beside its tokens.</summary>
internal struct DocumentResult
{
    /// <summary>For <see cref="InvalidAt"/>: every byte is part of an XML character.</summary>
    public const int None = -1;

    /// <summary>Number of the launch's first token that is its own.</summary>
    public int FirstToken;

    /// <summary>Position, in the launch's bytes, of the first byte that begins no XML character, or <see cref="None"/>.</summary>
    public int InvalidAt;

    /// <summary>The automaton's state at the invalid byte, or else behind the last one.</summary>
    public int State;
}
