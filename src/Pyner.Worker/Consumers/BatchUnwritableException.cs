namespace Pyner.Worker.Consumers;

/// <summary>A batch's rows could not be written: its message is to be tried again.</summary>
internal sealed class BatchUnwritableException(string jobId, long ordinal, Exception inner)
    : Exception($"The rows of batch {ordinal} of job {jobId} can't be written: {inner.Message}", inner);
