using BenchmarkDotNet.Attributes;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Xml.Indexing;

namespace Pyner.Benchmarks.Isolated;

/// <summary>Both stages and the extraction of records, by instruction set, over a megabyte of sample files. In the steady state it allocates nothing.</summary>
[InProcess]
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls Cleanup.")]
public class ExtractionBenchmarks
{
    private readonly CountingSink _sink = new();
    private readonly MemoryDocument _document = new();
    private byte[][] _documents = [];
    private SraDocumentExtractor? _extractor;

    /// <summary>The indexers of this machine.</summary>
    public static IEnumerable<string> Names => StructuralIndexers.Supported.Select(indexer => indexer.Name);

    /// <summary>The indexer under test.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Generates the documents.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _documents = Documents.Samples(1 << 20);
        _extractor = new SraDocumentExtractor(_sink, new SraValues(), StructuralIndexers.Choose(Name));
    }

    /// <summary>Extracts every document's records.</summary>
    [Benchmark]
    public long Extract()
    {
        foreach (byte[] document in _documents)
        {
            _document.Rewind(document);
            _extractor!.Extract(_document, SubmissionFileKind.Sample);
        }
        return _sink.Records;
    }

    /// <summary>Frees the extractor's memory.</summary>
    [GlobalCleanup]
    public void Cleanup() => _extractor?.Dispose();
}
