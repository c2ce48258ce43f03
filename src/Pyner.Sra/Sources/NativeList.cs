using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources;

/// <summary>
/// A list outside the collected heap: one of millions of small structs then grows in place (large blocks are remapped, not copied)
/// and takes little more than it holds.
/// </summary>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private const int InitialCapacity = 1024;

    private T* _items;
    private int _capacity;

    ~NativeList() => NativeMemory.Free(_items);

    public int Count { get; private set; }

    public Span<T> Items => new(_items, Count);

    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref _items[index];
        }
    }

    public void Add(in T item)
    {
        if (Count == _capacity)
        {
            int capacity = _capacity == 0 ? InitialCapacity : checked(_capacity + (_capacity / 2));
            _items = (T*)NativeMemory.Realloc(_items, (nuint)capacity * (nuint)sizeof(T));
            _capacity = capacity;
        }
        _items[Count++] = item;
    }

    /// <summary>Drops all but the first items.</summary>
    public void Cut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count);
        Count = count;
    }

    public void Dispose()
    {
        NativeMemory.Free(_items);
        _items = null;
        Count = _capacity = 0;
        GC.SuppressFinalize(this);
    }
}
