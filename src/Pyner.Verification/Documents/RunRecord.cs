namespace Pyner.Verification;

/// <summary>A RUN of a run file. Nothing in it is counted but itself.</summary>
public sealed record RunRecord : VerifiedRecord;
