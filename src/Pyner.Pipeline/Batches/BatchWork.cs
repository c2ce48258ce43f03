using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>One thread's reader and parser, both owned by it.</summary>
internal sealed class BatchWork(SubmissionBatchReader reader, IBatchParser parser, bool digestsContent) : IDisposable
{
    private readonly RecordingBatchReader _reader = new(reader, digestsContent);

    /// <summary>Makes the reader and the parser of a thread that reads where it plans.</summary>
    public static BatchWork Create(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan)
    {
        SubmissionBatchReader reader = source.CreateReader();
        try
        {
            return new BatchWork(reader, createParser(), plan.DigestsContent);
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

    private CompletedBatch Process(SubmissionBatch batch, string jobId, bool parses, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        _reader.Stop = stop;
        _reader.Open(batch);
        Partial? partial = null;
        if (parses)
            partial = parser.Parse(_reader);
        else
            _reader.Walk();
        long busy = Stopwatch.GetTimestamp() - started;
        return new CompletedBatch(batch.Ordinal, _reader.Id(jobId), _reader.Content(), partial, _reader.Groups, busy, parser.Device, parses ? parser.Work : null);
    }
}
