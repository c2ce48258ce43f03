using System.Runtime.InteropServices;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>Runs the lowered kernels on the machine, in the order in which a device runs them.</summary>
internal sealed class LoweredIndexer
{
    private const int Group = 32;

    private readonly Dictionary<string, LoweredKernel> _kernels = LoweredKernel.All(9, 0).ToDictionary(kernel => kernel.Name);
    private PtxMemory _memory = new();

    /// <summary>Indexes the documents in the bytes of a launch.</summary>
    /// <param name="bytes">The bytes: a chunk before the first document and one behind the last.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="room">Tokens that there is room for.</param>
    /// <returns>The tokens, and what was found of each document.</returns>
    public (uint[] Tokens, DocumentResult[] Results) Index(byte[] bytes, DocumentSpan[] documents, int room)
    {
        int chunks = (bytes.Length / Chunk.Bytes) - 1;
        _memory = new PtxMemory();
        ulong words = _memory.Add(bytes);
        ulong spans = _memory.Add(documents);
        ulong results = _memory.Add(new DocumentResult[documents.Length]);
        ulong owners = _memory.Add(new int[chunks]);
        ulong vectors = _memory.Add(new ulong[chunks]);
        ulong states = _memory.Add(new byte[chunks]);
        ulong counts = _memory.Add(new int[chunks + 1]);
        ulong tokens = _memory.Add(new uint[room]);
        byte[] views =
        [
            .. View(words, bytes.Length / sizeof(ulong)), .. View(spans, documents.Length), .. View(results, documents.Length), .. View(owners, chunks),
            .. View(vectors, chunks), .. View(states, chunks), .. View(counts, chunks + 1), .. View(tokens, room),
        ];
        byte[] index = [.. Bytes(chunks), 0, 0, 0, 0];
        Run(nameof(ChunkKernels.FindVectors), Groups(chunks), [.. index, .. views]);
        Scan<ulong>("Composition", vectors, chunks);
        Run(nameof(ChunkKernels.CountTokens), Groups(chunks), [.. index, .. views]);
        Scan<int>("Sum", counts, chunks + 1);
        int total = _memory.At<int>(counts)[chunks];
        var all = new List<uint>();
        for (int first = 0; first == 0 || first < total; first += room)
        {
            Run(nameof(ChunkKernels.WriteTokens), Groups(chunks), [.. index, .. views, .. Bytes(first)]);
            all.AddRange(_memory.At<uint>(tokens)[..Math.Min(room, total - first)]);
        }
        return ([.. all], _memory.At<DocumentResult>(results).ToArray());
    }

    /// <summary>Scans values.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="values">The values, which are replaced.</param>
    public void Scan<T>(string operation, T[] values)
        where T : unmanaged
    {
        _memory = new PtxMemory();
        ulong address = _memory.Add(values);
        Scan<T>(operation, address, values.Length);
        _memory.At<T>(address)[..values.Length].CopyTo(values);
    }

    private void Scan<T>(string operation, ulong values, int length)
        where T : unmanaged
    {
        int tile = Group * ScanKernels.PerThread;
        int tiles = (length + tile - 1) / tile;
        ulong totals = _memory.Add(new T[tiles]);
        Run($"ScanTiles of {operation}", tiles, [.. View(values, length), .. View(totals, tiles)]);
        if (tiles == 1)
            return;
        Scan<T>(operation, totals, tiles);
        Run($"AddBefore of {operation}", Groups(length), [.. Bytes(length), 0, 0, 0, 0, .. View(values, length), .. View(totals, tiles), .. Bytes(tile)]);
    }

    private void Run(string kernel, int groups, byte[] arguments) => new PtxMachine(_kernels[kernel].Ptx, _memory).Run(groups, Group, arguments);

    private static int Groups(int threads) => (threads + Group - 1) / Group;

    // As ILGPU passes a view: its address and its length.
    private static byte[] View(ulong address, long length) => [.. Bytes(address), .. Bytes(length)];

    private static byte[] Bytes<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
