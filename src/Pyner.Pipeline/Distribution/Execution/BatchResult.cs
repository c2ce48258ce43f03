namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>What became of a batch in a worker's hands.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Batch">The batch; null where there was nothing to do.</param>
/// <param name="Parsed">What was made of it, where it was parsed.</param>
/// <param name="Failure">Why it could not be read, or its rows not be written.</param>
public sealed record BatchResult(BatchOutcome Outcome, BatchPosition? Batch = null, ParsedBatch? Parsed = null, Exception? Failure = null);
