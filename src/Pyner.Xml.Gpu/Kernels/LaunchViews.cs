using ILGPU;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>What the kernels of a launch read and write, in the device's memory.</summary>
internal struct LaunchViews
{
    /// <summary>
    /// The documents' bytes, eight to a word, the first one lowest. Each begins at a chunk; before the first and behind every one lie
    /// <see cref="Chunk.Bytes"/> bytes or more that are zero, or, where a document was cut, its own.
    /// </summary>
    public ArrayView<ulong> Words;

    /// <summary>The documents, in the order of their places.</summary>
    public ArrayView<DocumentSpan> Documents;

    /// <summary>What was found of each document.</summary>
    public ArrayView<DocumentResult> Results;

    /// <summary>For every chunk its document.</summary>
    public ArrayView<int> Owners;

    /// <summary>For every chunk its transition vector; after the scan that of all before it.</summary>
    public ArrayView<ulong> Vectors;

    /// <summary>For every chunk the state before its first byte.</summary>
    public ArrayView<byte> States;

    /// <summary>For every chunk, and one more, the number of its tokens; after the scan of all before it.</summary>
    public ArrayView<int> Counts;

    /// <summary>The tokens: positions in their documents.</summary>
    public ArrayView<uint> Tokens;
}
