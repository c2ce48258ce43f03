using System.Text;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Verification;
using Pyner.Xml.Indexing;

namespace Pyner.Fuzz.Checking;

/// <summary>
/// The extractor with one indexer and one window, used for document after document as a job does, with its records turned into text.
/// </summary>
public sealed class FastReader : IDisposable
{
    private readonly RecordTexts _texts;
    private readonly SraDocumentExtractor _extractor;

    /// <summary>Makes a reader.</summary>
    /// <param name="indexer">The indexer.</param>
    /// <param name="windowSize">Bytes read at once; null for the usual size.</param>
    public FastReader(StructuralIndexer indexer, int? windowSize = null)
    {
        var values = new SraValues();
        _texts = new RecordTexts(values);
        _extractor = new SraDocumentExtractor(_texts, values, indexer, windowSize);
        Name = windowSize is null ? indexer.Name : $"{indexer.Name}, window {windowSize}";
    }

    /// <summary>What it is, for messages.</summary>
    public string Name { get; }

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="kind">The kind of its file.</param>
    /// <param name="pieces">Lengths of the pieces in which it is handed out; none for all at once.</param>
    public FastReading Read(byte[] document, DocumentKind kind, params int[] pieces)
    {
        _texts.Records.Clear();
        SubmissionFileKind fileKind = kind switch
        {
            DocumentKind.Sample => SubmissionFileKind.Sample,
            DocumentKind.Experiment => SubmissionFileKind.Experiment,
            _ => SubmissionFileKind.Run,
        };
        return new FastReading(_extractor.Extract(new ByteSource(document, pieces), fileKind), [.. _texts.Records]);
    }

    /// <inheritdoc/>
    public void Dispose() => _extractor.Dispose();

    private sealed class RecordTexts(SraValues values) : ISraRecordSink
    {
        public List<string> Records { get; } = [];

        public void Experiment(in Sra.Extraction.ExperimentRecord experiment) => Records.Add(RecordText.Experiment(
            experiment.Counts,
            Encoding.UTF8.GetString(experiment.Accession),
            values.Strategies[experiment.Strategy],
            values.Sources[experiment.Source],
            values.Selections[experiment.Selection],
            experiment.Layout < 0 ? "" : values.Layouts[experiment.Layout],
            experiment.Platform < 0 ? "" : values.Platforms[experiment.Platform],
            experiment.InstrumentModel < 0 ? "" : values.InstrumentModels[experiment.InstrumentModel],
            Encoding.UTF8.GetString(experiment.SampleAccession)));

        public void Sample(in Sra.Extraction.SampleRecord sample)
        {
            var tags = new List<string>();
            foreach (int tag in sample.Attributes)
                tags.Add(values.Attributes[tag]);
            string organism = sample.Counts ? values.Organisms[sample.Organism] : "";
            Records.Add(RecordText.Sample(Encoding.UTF8.GetString(sample.Accession), organism, tags));
        }

        public void Run() => Records.Add(RecordText.Run);

        public void Misplaced() => Records.Add(RecordText.Misplaced);
    }
}
