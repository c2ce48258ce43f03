using System.Runtime.InteropServices;
using ILGPU.Runtime;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Automaton;
using Pyner.Xml.Gpu.Kernels;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>
/// Documents in page-locked memory, which a device copies from and to by itself. Each begins at a multiple of 64 bytes and is followed by at least
/// <see cref="Gap"/> zero bytes.
/// </summary>
internal sealed unsafe class DocumentBuffer : IDocumentBuffer
{
    /// <summary>Zero bytes behind each document, and before the first.</summary>
    public const int Gap = 2 * StructuralIndexer.Padding;

    private readonly Accelerator _accelerator;
    private readonly List<BufferedDocument> _documents = [];
    private readonly long _size;
    private byte* _bytes;
    private PageLockScope<byte>? _lockedBytes;
    private uint* _tokens;
    private PageLockScope<uint>? _lockedTokens;
    private int _tokenCapacity;
    private int _next = Gap; // where the next document begins
    private int _open; // bytes of it so far

    internal DocumentBuffer(Accelerator accelerator, int capacity)
    {
        _accelerator = accelerator;
        _accelerator.TryBind();
        Capacity = capacity;
        // The last document's end is rounded up, and kernels look a chunk ahead.
        _size = (long)capacity + (2 * Gap) + (2 * Chunk.Bytes);
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)_size, 4096);
        NativeMemory.Clear(_bytes, Gap);
        _lockedBytes = TryLock<byte>(_bytes, _size);
        ReserveTokens(capacity / 8, 0);
    }

    /// <summary>Bytes of documents that there is room for, their gaps included.</summary>
    public int Capacity { get; }

    /// <inheritdoc/>
    public int Count => _documents.Count;

    /// <inheritdoc/>
    public DeviceCounters Counters { get; internal set; } = new();

    /// <inheritdoc/>
    public Span<byte> Free => new(_bytes + _next + _open, Math.Max(0, Gap + Capacity - _next - _open));

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Uncommitted => new(_bytes + _next, _open);

    /// <summary>The tokens of all documents.</summary>
    internal uint* Tokens => _tokens;

    internal byte* Bytes => _bytes;

    internal IReadOnlyList<BufferedDocument> Documents => _documents;

    /// <inheritdoc/>
    public void Append(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Free.Length);
        _open += count;
    }

    /// <inheritdoc/>
    public int Commit(int start, IndexerState state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _open);
        _documents.Add(new BufferedDocument { Offset = _next, Length = _open, Start = start, FirstState = (int)state, State = (int)state });
        int end = _next + _open;
        _next = (end + Gap + Chunk.Bytes - 1) / Chunk.Bytes * Chunk.Bytes;
        NativeMemory.Clear(_bytes + end, (nuint)(_next - end));
        _open = 0;
        return _documents.Count - 1;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _documents.Clear();
        _next = Gap;
        _open = 0;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Document(int number) => new(_bytes + _documents[number].Offset, _documents[number].Length);

    /// <inheritdoc/>
    public DocumentIndex Index(int number)
    {
        BufferedDocument document = _documents[number];
        return new DocumentIndex(_tokens + document.FirstToken, document.TokenCount)
        {
            Start = document.Start,
            End = document.InvalidAt ?? document.Length,
            State = MarkupState.ToIndexerState(document.State),
            EndsAtInvalidByte = document.InvalidAt is not null,
        };
    }

    /// <summary>Makes room for so many tokens in all; those that there are stay.</summary>
    internal void ReserveTokens(int capacity, int kept)
    {
        if (capacity <= _tokenCapacity)
            return;
        var tokens = (uint*)NativeMemory.AlignedAlloc((nuint)capacity * sizeof(uint), 4096);
        new ReadOnlySpan<uint>(_tokens, kept).CopyTo(new Span<uint>(tokens, kept));
        FreeTokens();
        _tokens = tokens;
        _tokenCapacity = capacity;
        _lockedTokens = TryLock<uint>(tokens, capacity);
    }

    internal void SetDocument(int number, BufferedDocument document) => _documents[number] = document;

    /// <summary>Forgets what was found of the documents.</summary>
    internal void Restart()
    {
        foreach (ref BufferedDocument document in CollectionsMarshal.AsSpan(_documents))
        {
            document.State = document.FirstState;
            document.FirstToken = 0;
            document.TokenCount = 0;
            document.InvalidAt = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_bytes is null)
            return;
        _accelerator.TryBind();
        FreeTokens();
        _lockedBytes.Release();
        _lockedBytes = null;
        NativeMemory.AlignedFree(_bytes);
        _bytes = null;
    }

    /// <summary>Locks memory's pages, where the system lets us: copies are right without it, but take longer and wait for each other.</summary>
    private PageLockScope<T>? TryLock<T>(void* memory, long length)
        where T : unmanaged
    {
        try
        {
            return _accelerator.CreatePageLockFromPinned<T>((nint)memory, length);
        }
        catch (Exception e) when (e is AcceleratorException or NotSupportedException)
        {
            return null;
        }
    }

    private void FreeTokens()
    {
        _lockedTokens.Release();
        _lockedTokens = null;
        NativeMemory.AlignedFree(_tokens);
        _tokens = null;
        _tokenCapacity = 0;
    }
}
