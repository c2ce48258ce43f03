using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A device's buffer that is an array.</summary>
internal sealed unsafe class HostBuffer(int capacity) : IDocumentBuffer
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(capacity, pinned: true);
    private readonly List<(int Offset, int Length, int Start, IndexerState State)> _documents = [];
    private readonly List<(uint[] Tokens, StructuralIndex Index)> _indices = [];
    private int _next;
    private int _open;

    public bool IsDisposed { get; private set; }

    /// <summary>Whether a device works on it: then nobody else may.</summary>
    public bool IsAway { get; set; }

    public DeviceCounters Counters { get; set; } = new();

    public int Count => Mine(_documents).Count;

    public Span<byte> Free => Mine(_bytes).AsSpan(_next + _open);

    // What is not committed is none of the device's.
    public ReadOnlySpan<byte> Uncommitted => _bytes.AsSpan(_next, _open);

    public void Append(int count) => _open += Mine(count);

    public int Commit(int start, IndexerState state)
    {
        Mine(_documents).Add((_next, _open, start, state));
        _next += _open;
        _open = 0;
        return _documents.Count - 1;
    }

    public void Clear()
    {
        Mine(_documents).Clear();
        _indices.Clear();
        _next = _open = 0;
    }

    public ReadOnlySpan<byte> Document(int number) => _bytes.AsSpan(Mine(_documents)[number].Offset, _documents[number].Length);

    public DocumentIndex Index(int number)
    {
        (uint[] tokens, StructuralIndex index) = Mine(_indices)[number];
        int start = _documents[number].Start;
        return new DocumentIndex((uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref tokens[0]), index.Count)
        {
            Start = start,
            End = start + index.End,
            State = index.State,
            EndsAtInvalidByte = index.EndsAtInvalidByte,
        };
    }

    /// <summary>Indexes the documents, as a device would.</summary>
    public void MakeIndices()
    {
        StructuralIndexer scalar = StructuralIndexers.Choose("scalar");
        foreach ((int offset, int length, int start, IndexerState state) in _documents)
        {
            var index = new StructuralIndex();
            scalar.Index(_bytes.AsSpan(offset + start, length - start), true, state, index);
            uint[] tokens = GC.AllocateArray<uint>(index.Count + 1, pinned: true);
            for (int i = 0; i < index.Count; i++)
                tokens[i] = index.Tokens[i] + (uint)start;
            _indices.Add((tokens, index));
        }
    }

    public void Dispose()
    {
        Mine(0);
        IsDisposed = true;
    }

    private T Mine<T>(T value) => IsAway || IsDisposed ? throw new InvalidOperationException("the device has the buffer") : value;
}
