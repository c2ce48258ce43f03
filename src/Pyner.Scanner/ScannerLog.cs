using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Scanner;

/// <summary>Writes what the scanner does to the log, and tells the other services of it.</summary>
internal sealed partial class ScannerLog(HintPublisher publisher, ILogger<ScannerLog> logger) : IScanObserver
{
    public void Began(string jobId, JobIdentity identity, long planned)
    {
        if (planned == 0)
            LogBegan(jobId, identity.SourceKind, identity.SourcePath);
        else
            LogGoesOn(jobId, identity.SourceKind, identity.SourcePath, planned);
        publisher.Publish(new JobStarted { JobId = jobId, StartedAt = DateTimeOffset.UtcNow });
    }

    public void Scanned(string jobId, long batches, long submissions)
    {
        LogScanned(jobId, batches, submissions);
        publisher.Publish(new SourceScanned { JobId = jobId, Batches = batches, Submissions = submissions });
    }

    public void Failed(string jobId, string reason)
    {
        LogJobFailed(jobId, reason);
        publisher.Publish(new JobFailed { JobId = jobId });
    }

    public void AnnouncedAgain(string jobId, IReadOnlyList<BatchPosition> batches) => LogAnnouncedAgain(batches.Count, jobId, batches[0].Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool of job {JobId} can't be written, and is tried again in {Pause}: {Reason}")]
    public partial void SpoolWaits(string jobId, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The source of job {JobId} is away, and is opened again in {Pause}: {Reason}")]
    public partial void SourceWaits(string jobId, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the spool no longer needs of job {JobId} can't be removed: {Reason}")]
    public partial void SpoolRemains(string jobId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger came back with an older state of job {JobId}; planning on from there. {Reason}")]
    public partial void Reloads(string jobId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: scanning {Kind} {Path}")]
    private partial void LogBegan(string jobId, Sra.Sources.SourceKind kind, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: going on with {Kind} {Path}, of which {Planned} batches are planned")]
    private partial void LogGoesOn(string jobId, Sra.Sources.SourceKind kind, string path, long planned);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: all planned, {Batches} batches with {Submissions} submissions")]
    private partial void LogScanned(string jobId, long batches, long submissions);

    [LoggerMessage(Level = LogLevel.Information, Message = "Announced {Count} batches of job {JobId} again that waited too long, from batch {First} on")]
    private partial void LogAnnouncedAgain(int count, string jobId, long first);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} failed: {Reason}")]
    private partial void LogJobFailed(string jobId, string reason);
}
