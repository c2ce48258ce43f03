using Microsoft.Extensions.Logging;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Ledger.Hosting;

/// <summary>Writes to the log how a process's roles come and go.</summary>
public sealed partial class RoleLog(ILogger<RoleLog> logger) : IRoleObserver
{
    /// <inheritdoc/>
    public void Taken(RoleLease lease) => LogTaken(lease.Role, lease.JobId, lease.Token);

    /// <inheritdoc/>
    public void Left(RoleLease lease) => LogLeft(lease.JobId);

    /// <inheritdoc/>
    public void LeftForOlder(RoleLease lease) => LogLeftForOlder(lease.JobId);

    /// <inheritdoc/>
    public void Lost(RoleLease lease) => LogLost(lease.Role, lease.JobId);

    /// <inheritdoc/>
    public void Failed(RoleLease lease, Exception failure, TimeSpan pause) => LogBroken(failure, lease.Role, lease.JobId, pause.TotalSeconds);

    /// <inheritdoc/>
    public void Unavailable(LedgerUnavailableException failure) => LogUnavailable(failure.Message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Took the role {Role} on job {JobId} (token {Token})")]
    private partial void LogTaken(JobRole role, string jobId, long token);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Left job {JobId}")]
    private partial void LogLeft(string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Left job {JobId} for an older one that nobody is at; it goes on once there is room")]
    private partial void LogLeftForOlder(string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lost the role {Role} on job {JobId}: the job is over, or another process has the role")]
    private partial void LogLost(JobRole role, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The work of the role {Role} on job {JobId} broke off; tried again in {Pause} s")]
    private partial void LogBroken(Exception failure, JobRole role, string jobId, double pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason}")]
    private partial void LogUnavailable(string reason);
}
