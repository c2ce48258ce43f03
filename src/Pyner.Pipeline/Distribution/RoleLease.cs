namespace Pyner.Pipeline.Distribution;

/// <summary>
/// The right to do a role's work on a job until it expires. The ledger refuses what comes with a token that is not the newest, so that a process
/// that was frozen past its lease, and wakes, changes nothing.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Role">The role.</param>
/// <param name="Owner">Who has it, for the status.</param>
/// <param name="Token">Fencing token: each lease of a role has a greater one than the lease before.</param>
public sealed record RoleLease(string JobId, JobRole Role, string Owner, long Token);
