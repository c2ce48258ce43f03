using ILGPU;
using ILGPU.Runtime;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>The memory that one stream has on its device. Taken once; a batch that does not fit is cut.</summary>
internal sealed class LaneBuffers : IDisposable
{
    /// <summary>The least that is worth taking.</summary>
    public const int Smallest = 4096;

    private readonly List<IDisposable> _taken = [];
    private readonly OrderedScan<ulong, Composition> _vectorScan;
    private readonly OrderedScan<int, Sum> _countScan;
    private LaunchViews _views;

    /// <summary>Takes the memory.</summary>
    /// <param name="memory">The device's.</param>
    /// <param name="capacity">Bytes of documents, gaps included: a multiple of a chunk.</param>
    /// <param name="vectorScan">Takes memory for the vectors of so many chunks.</param>
    /// <param name="countScan">Takes memory for the counts of so many chunks.</param>
    /// <exception cref="DeviceOutOfMemoryException">There is not enough of it; nothing was kept.</exception>
    public LaneBuffers(DeviceMemory memory, int capacity, OrderedScan<ulong, Composition> vectorScan, OrderedScan<int, Sum> countScan)
    {
        Capacity = capacity;
        _vectorScan = vectorScan;
        _countScan = countScan;
        int chunks = capacity / Chunk.Bytes;
        try
        {
            _views = new LaunchViews
            {
                Words = Take<ulong>(memory, capacity / sizeof(ulong)),
                Documents = Take<DocumentSpan>(memory, DocumentsFor(capacity)),
                Results = Take<DocumentResult>(memory, DocumentsFor(capacity)),
                Owners = Take<int>(memory, chunks),
                Vectors = Take<ulong>(memory, chunks),
                States = Take<byte>(memory, chunks),
                Counts = Take<int>(memory, chunks + 1),
                Tokens = Take<uint>(memory, TokensFor(capacity)),
            };
            vectorScan.Reserve(memory, chunks);
            countScan.Reserve(memory, chunks + 1);
        }
        catch
        {
            Dispose();
            memory.Reset();
            throw;
        }
    }

    /// <summary>Bytes of documents that a launch may have, with a chunk before the first and one behind the last.</summary>
    public int Capacity { get; }

    /// <summary>Documents that a launch may have: they lie further apart than this allows for.</summary>
    public int MostDocuments => DocumentsFor(Capacity);

    /// <summary>Tokens that are written at once.</summary>
    public int TokenCapacity => TokensFor(Capacity);

    /// <summary>What a launch of so many chunks and documents works on.</summary>
    public LaunchViews ViewsFor(int chunks, int documents) => _views with
    {
        Documents = _views.Documents.SubView(0, documents),
        Results = _views.Results.SubView(0, documents),
        Owners = _views.Owners.SubView(0, chunks),
        Vectors = _views.Vectors.SubView(0, chunks),
        States = _views.States.SubView(0, chunks),
        Counts = _views.Counts.SubView(0, chunks + 1),
    };

    /// <summary>Bytes of device memory that a capacity takes.</summary>
    public static long Size(int capacity, OrderedScan<ulong, Composition> vectorScan, OrderedScan<int, Sum> countScan)
    {
        long chunks = capacity / Chunk.Bytes;
        return capacity
            + ((long)DocumentsFor(capacity) * (Interop.SizeOf<DocumentSpan>() + Interop.SizeOf<DocumentResult>()))
            + (chunks * (sizeof(int) + sizeof(ulong) + sizeof(byte) + sizeof(int))) + sizeof(int)
            + ((long)TokensFor(capacity) * sizeof(uint))
            + vectorScan.Size(chunks) + countScan.Size(chunks + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable buffer in _taken)
            buffer.Release();
        _taken.Clear();
        _vectorScan.Release();
        _countScan.Release();
    }

    // Between two documents lie two chunks or more.
    private static int DocumentsFor(int capacity) => capacity / (2 * Chunk.Bytes);

    // In XML as it is, a token comes every 15 to 20 bytes. Where they lie closer, they are written in several rounds.
    private static int TokensFor(int capacity) => capacity / 4;

    private ArrayView<T> Take<T>(DeviceMemory memory, int length)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = memory.Allocate<T>(length);
        _taken.Add(buffer);
        return buffer.View;
    }
}
