namespace Pyner.Worker.Consumers;

/// <summary>A batch could not be read and was given up: its message goes to the error queue.</summary>
internal sealed class BatchUnreadableException(string jobId, long ordinal, Exception inner)
    : Exception($"Batch {ordinal} of job {jobId} can't be read: {inner.Message}", inner);
