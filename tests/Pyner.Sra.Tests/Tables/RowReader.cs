using System.Globalization;
using System.Text;
using Pyner.Fuzz.Checking;
using Pyner.Sra.Extraction;
using Pyner.Sra.Tables;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tests.Tables;

/// <summary>Has documents extracted as rows, and turns these into text. One after the other with the same instance, as a job does.</summary>
internal sealed class RowReader : IRowStore, IDisposable
{
    private readonly RecordRows _rows = new();
    private readonly SraTableExtractor _extractor;
    private readonly List<(TableSchema Table, int Rows, int[] Ends, byte[] Blocks)> _chunks = [];

    public RowReader(StructuralIndexer? indexer = null, int? windowSize = null) =>
        _extractor = new SraTableExtractor(new NoSink(), new SraValues(), _rows, indexer ?? StructuralIndexers.Choose(), windowSize);

    /// <inheritdoc/>
    public long Position => _chunks.Count;

    /// <summary>Chunks that were taken back.</summary>
    public int Taken { get; private set; }

    /// <summary>Reads one file as a batch.</summary>
    /// <returns>How it went, and the rows, sorted.</returns>
    public (ReadOutcome Outcome, List<string> Rows) Read(byte[] document, string submission, SubmissionFileKind kind, params int[] pieces)
    {
        List<ReadOutcome> outcomes = Read([(document, submission, kind)], pieces);
        return (outcomes[0], Rows());
    }

    /// <summary>Reads files as a batch.</summary>
    public List<ReadOutcome> Read(IEnumerable<(byte[] Document, string Submission, SubmissionFileKind Kind)> files, params int[] pieces)
    {
        _chunks.Clear();
        _rows.Begin(this);
        var outcomes = new List<ReadOutcome>();
        foreach ((byte[] document, string submission, SubmissionFileKind kind) in files)
        {
            outcomes.Add(_extractor.Extract(new ByteSource(document, pieces), SubmissionAccession.Parse(submission), kind));
            if (outcomes[^1].Accepted)
                _rows.CommitFile();
            else
                _rows.RollbackFile();
        }
        _rows.End();
        return outcomes;
    }

    /// <summary>The rows of the last batch, sorted.</summary>
    public List<string> Rows()
    {
        List<string> rows = [.. _chunks.SelectMany(Decode)];
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The chunks of the last batch as bytes.</summary>
    public byte[] Bytes() =>
        [.. _chunks.SelectMany(chunk => Encoding.UTF8.GetBytes($"{chunk.Table.Name} {chunk.Rows} {string.Join(' ', chunk.Ends)}\n").Concat(chunk.Blocks))];

    /// <inheritdoc/>
    public void Write(TableSchema table, int rows, ReadOnlySpan<int> columnEnds, ReadOnlySpan<byte> blocks) =>
        _chunks.Add((table, rows, columnEnds.ToArray(), blocks.ToArray()));

    /// <inheritdoc/>
    public void Truncate(long position)
    {
        Taken += _chunks.Count - (int)position;
        _chunks.RemoveRange((int)position, _chunks.Count - (int)position);
    }

    public void Dispose() => _extractor.Dispose();

    private static IEnumerable<string> Decode((TableSchema Table, int Rows, int[] Ends, byte[] Blocks) chunk)
    {
        RowText[] rows = [.. Enumerable.Range(0, chunk.Rows).Select(_ => new RowText(chunk.Table.Name))];
        var block = new ColumnBlock();
        for (int column = 0; column < chunk.Ends.Length; column++)
        {
            TableColumn description = chunk.Table.Columns[column];
            ReadOnlySpan<byte> bytes = chunk.Blocks.AsSpan(
                column == 0 ? 0 : chunk.Ends[column - 1],
                chunk.Ends[column] - (column == 0 ? 0 : chunk.Ends[column - 1]));
            block.Read(bytes, description.Type, chunk.Rows);
            int value = 0;
            for (int row = 0; row < chunk.Rows; row++)
            {
                if (block.Levels[row] == 0)
                    continue;
                string text = description.Type switch
                {
                    ColumnType.Text => Encoding.UTF8.GetString(bytes.Slice(block.Text(value).Start, block.Text(value).Length)),
                    ColumnType.Real => BitConverter.Int64BitsToDouble(block.Numbers[value]).ToString("R", CultureInfo.InvariantCulture),
                    _ => block.Numbers[value].ToString(CultureInfo.InvariantCulture),
                };
                if (description.Source.Kind == ColumnSourceKind.List)
                    rows[row].SetJson(description.Name, text);
                else
                    rows[row].Set(description.Name, text);
                value++;
            }
        }
        return rows.Select(row => row.ToString());
    }

    private sealed class NoSink : ISraRecordSink
    {
        public void Experiment(in ExperimentRecord experiment)
        {
        }

        public void Sample(in SampleRecord sample)
        {
        }

        public void Run()
        {
        }

        public void Misplaced()
        {
        }
    }
}
