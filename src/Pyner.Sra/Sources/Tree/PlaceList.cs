using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// The places of a tree, outside the collected heap: a list of millions then grows in place (large blocks are remapped, not copied)
/// and takes no more than it holds.
/// </summary>
internal sealed unsafe class PlaceList : IDisposable
{
    private const int InitialCapacity = 1024;

    private Place* _places;
    private int _capacity;

    ~PlaceList() => NativeMemory.Free(_places);

    public int Count { get; private set; }

    public Span<Place> Places => new(_places, Count);

    public ref Place this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref _places[index];
        }
    }

    public void Add(in Place place)
    {
        if (Count == _capacity)
        {
            int capacity = _capacity == 0 ? InitialCapacity : checked(_capacity + (_capacity / 2));
            _places = (Place*)NativeMemory.Realloc(_places, (nuint)capacity * (nuint)sizeof(Place));
            _capacity = capacity;
        }
        _places[Count++] = place;
    }

    /// <summary>Drops all but the first places.</summary>
    public void Cut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count);
        Count = count;
    }

    public void Dispose()
    {
        NativeMemory.Free(_places);
        _places = null;
        Count = _capacity = 0;
        GC.SuppressFinalize(this);
    }
}
