using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Pyner.Xml.Indexing;

namespace Pyner.Benchmarks.Isolated;

/// <summary>Stage 1 alone, by instruction set, over 256 KB in the cache.</summary>
[Isolated]
public unsafe class IndexerBenchmarks
{
    private const int Bytes = 256 << 10;
    private readonly StructuralIndex _index = new();
    private byte* _window;
    private StructuralIndexer _indexer = null!;

    /// <summary>The indexers of this machine.</summary>
    public static IEnumerable<string> Names => StructuralIndexers.Supported.Select(indexer => indexer.Name);

    /// <summary>The indexer under test.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Fills the window with a corpus's files.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _indexer = StructuralIndexers.Choose(Name);
        _window = (byte*)NativeMemory.AlignedAlloc(Bytes + 256, 64);
        var window = new Span<byte>(_window, Bytes);
        foreach (SubmissionDocument document in Documents.Generated(2 * Bytes))
        {
            int taken = Math.Min(window.Length, document.Bytes.Length);
            document.Bytes.AsSpan(0, taken).CopyTo(window);
            window = window[taken..];
        }
        NativeMemory.Clear(_window + Bytes, 256);
        new Work(Bytes, 0).Note(typeof(IndexerBenchmarks), Name);
    }

    /// <summary>Indexes the window.</summary>
    [Benchmark]
    public int Index()
    {
        _indexer.Index(_window, Bytes, true, IndexerState.Content, _index);
        return _index.Count;
    }

    /// <summary>Frees the window.</summary>
    [GlobalCleanup]
    public void Cleanup() => NativeMemory.AlignedFree(_window);
}
