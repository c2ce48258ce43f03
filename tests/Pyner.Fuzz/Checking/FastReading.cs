using Pyner.Xml.Reading;

namespace Pyner.Fuzz.Checking;

/// <summary>What the extractor made of a document.</summary>
/// <param name="Outcome">Whether it accepted it, and where it found a fault.</param>
/// <param name="Records">The records it handed out, as text; those of a rejected document do not stand.</param>
public sealed record FastReading(ReadOutcome Outcome, IReadOnlyList<string> Records);
