using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Scanning;

namespace Pyner.Scanner;

/// <summary>Tells the workers of batches over the bus.</summary>
internal sealed class BusAnnouncer(HintPublisher publisher) : IBatchAnnouncer
{
    public Task AnnounceAsync(BatchPosition batch, CancellationToken cancellation) => publisher.PublishAsync(
        new ParseSubmissionBatch { JobId = batch.JobId, Ordinal = batch.Ordinal, BatchId = batch.Id.ToString() }, cancellation);
}
