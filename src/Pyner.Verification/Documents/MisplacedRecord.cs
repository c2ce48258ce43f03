namespace Pyner.Verification;

/// <summary>A record in a file of another kind, such as a SAMPLE in a run file: counted, but in no catalog.</summary>
/// <param name="Element">The record's element: <c>EXPERIMENT</c>, <c>SAMPLE</c> or <c>RUN</c>.</param>
public sealed record MisplacedRecord(string Element) : VerifiedRecord;
