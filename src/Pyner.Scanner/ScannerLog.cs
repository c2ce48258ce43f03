using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Scanner;

/// <summary>Writes what the scanner does to the log, and tells the other services of it.</summary>
internal sealed partial class ScannerLog(HintPublisher publisher, ILogger<ScannerLog> logger) : IScanObserver, IRoleObserver
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

    public void Failed(RoleLease lease, Exception failure, TimeSpan pause) => LogBroken(failure, lease.JobId, pause.TotalSeconds);

    public void Unavailable(LedgerUnavailableException failure) => LogUnavailable(failure.Message);

    public void Taken(RoleLease lease) => LogTaken(lease.JobId, lease.Token);

    public void Left(RoleLease lease) => LogLeft(lease.JobId);

    public void LeftForOlder(RoleLease lease) => LogLeftForOlder(lease.JobId);

    public void Lost(RoleLease lease) => LogLost(lease.JobId);

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

    [LoggerMessage(Level = LogLevel.Error, Message = "Scanning job {JobId} broke off; tried again in {Pause} s")]
    private partial void LogBroken(Exception failure, string jobId, double pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Took the scanner's role on job {JobId} (token {Token})")]
    private partial void LogTaken(string jobId, long token);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Left job {JobId}")]
    private partial void LogLeft(string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Left job {JobId} for an older one that nobody is at; it goes on once there is room")]
    private partial void LogLeftForOlder(string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "No longer the scanner of job {JobId}: it is over, or another scanner has it")]
    private partial void LogLost(string jobId);
}
