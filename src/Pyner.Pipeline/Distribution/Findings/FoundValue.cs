namespace Pyner.Pipeline.Distribution.Findings;

/// <summary>A value that was found often.</summary>
/// <param name="Value">The value; a very long one is cut.</param>
/// <param name="Count">Records that have it.</param>
public sealed record FoundValue(string Value, long Count);
