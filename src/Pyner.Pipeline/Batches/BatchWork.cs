using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>One thread's reader and parser, both owned by it.</summary>
/// <param name="reader">Reads.</param>
/// <param name="parser">Parses.</param>
/// <param name="partsFolder">Folder for the parts that the batches' rows go into; null where none are wanted.</param>
/// <param name="partsAreDurable">Whether a part has to be on the disk once its batch is done.</param>
internal sealed class BatchWork(
    SubmissionBatchReader reader, IBatchParser parser, string? partsFolder = null, bool partsAreDurable = false) : IDisposable
{
    private readonly RecordingBatchReader _reader = new(reader);

    /// <summary>Makes the reader and the parser of a thread that reads where it plans.</summary>
    public static BatchWork Create(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan)
    {
        SubmissionBatchReader reader = source.CreateReader();
        try
        {
            return new BatchWork(reader, createParser(), plan.PartsFolder);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads a batch of a plan, and parses it unless a checkpoint has it.</summary>
    public CompletedBatch Process(SubmissionBatch batch, BatchPlan plan) => Process(batch, plan.JobId, batch.Ordinal >= plan.ParseFrom, CancellationToken.None);

    /// <summary>Reads and parses a batch.</summary>
    /// <exception cref="OperationCanceledException">It was stopped on the way; the parser is of no more use.</exception>
    public CompletedBatch Parse(SubmissionBatch batch, string jobId, CancellationToken stop) => Process(batch, jobId, true, stop);

    public void Dispose()
    {
        parser.Dispose();
        _reader.Dispose();
    }

    private byte[] Digest() => _reader.Digest is ulong digest ? BitConverter.GetBytes(digest) : [];

    private CompletedBatch Process(SubmissionBatch batch, string jobId, bool parses, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        _reader.Stop = stop;
        _reader.Open(batch);
        Partial? partial = null;
        PartReference? rows = null;
        if (!parses)
        {
            _reader.Walk();
        }
        else if (partsFolder is null)
        {
            partial = parser.Parse(_reader);
        }
        else
        {
            using var part = new PartWriter(partsFolder, batch.Ordinal);
            partial = parser.Parse(_reader, part);
            rows = part.Complete(partsAreDurable);
        }
        TimeSpan busy = Stopwatch.GetElapsedTime(started);
        return new CompletedBatch(
            batch.Ordinal, _reader.Id(jobId), Digest(), partial, _reader.Groups, busy, parser.Device, parses ? parser.Work : null, rows,
            batch.Place);
    }
}
