using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>One thread's reader and parser.</summary>
internal sealed class BatchWork : IDisposable
{
    private readonly RecordingBatchReader _reader;
    private readonly IBatchParser _parser;
    private readonly BatchPlan _plan;

    public BatchWork(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan)
    {
        _plan = plan;
        _reader = new RecordingBatchReader(source.CreateReader(), plan.DigestsContent);
        try
        {
            _parser = createParser();
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public CompletedBatch Process(SubmissionBatch batch)
    {
        long started = Stopwatch.GetTimestamp();
        _reader.Open(batch);
        Partial? partial = null;
        if (batch.Ordinal < _plan.ParseFrom)
            _reader.Walk();
        else
            partial = _parser.Parse(_reader);
        return new CompletedBatch(
            batch.Ordinal, _reader.Id(_plan.JobId), _reader.Content(), partial, _reader.Groups, Stopwatch.GetTimestamp() - started);
    }

    public void Dispose()
    {
        _parser.Dispose();
        _reader.Dispose();
    }
}
