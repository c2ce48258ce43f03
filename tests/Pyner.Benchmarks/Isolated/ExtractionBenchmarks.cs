using BenchmarkDotNet.Attributes;
using Pyner.Sra.Extraction;
using Pyner.Xml.Indexing;

namespace Pyner.Benchmarks.Isolated;

/// <summary>
/// Both stages and the extraction of records, by instruction set, over whole submissions in memory: a quarter of a megabyte of generated ones, and the
/// real ones where they are beside the checkout. In the steady state it allocates nothing.
/// </summary>
[Isolated]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls Cleanup.")]
public class ExtractionBenchmarks
{
    private const string GeneratedOnes = "generated";
    private const string RealOnes = "real";

    private readonly CountingSink _sink = new();
    private readonly MemoryDocument _document = new();
    private SubmissionDocument[] _documents = [];
    private SraDocumentExtractor? _extractor;

    /// <summary>The indexers of this machine.</summary>
    public static IEnumerable<string> Names => StructuralIndexers.Supported.Select(indexer => indexer.Name);

    /// <summary>Which submissions there are.</summary>
    public static IEnumerable<string> Sources => Documents.Real().Length > 0 ? [GeneratedOnes, RealOnes] : [GeneratedOnes];

    /// <summary>The indexer under test.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Which submissions are read.</summary>
    [ParamsSource(nameof(Sources))]
    public string Source { get; set; } = "";

    /// <summary>Makes the documents.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _documents = Source == RealOnes ? Documents.Real() : Documents.Generated(256 << 10);
        _extractor = new SraDocumentExtractor(_sink, new SraValues(), StructuralIndexers.Choose(Name));
        new Work(_documents.Sum(document => (long)document.Bytes.Length), _documents.Select(document => document.Submission).Distinct().Count())
            .Note(typeof(ExtractionBenchmarks), Name, Source);
    }

    /// <summary>Extracts every document's records.</summary>
    [Benchmark]
    public long Extract()
    {
        foreach (SubmissionDocument document in _documents)
        {
            _document.Rewind(document.Bytes);
            _extractor!.Extract(_document, document.Kind);
        }
        return _sink.Records;
    }

    /// <summary>Frees the extractor's memory.</summary>
    [GlobalCleanup]
    public void Cleanup() => _extractor?.Dispose();
}
