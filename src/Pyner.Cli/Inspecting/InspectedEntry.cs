namespace Pyner.Cli.Inspecting;

/// <summary>A line of a catalog that is shown.</summary>
/// <param name="Rank">Its place in the whole catalog, from 1.</param>
/// <param name="Value">The value, verbatim.</param>
/// <param name="Count">Records that have it.</param>
/// <param name="Share">Of all records that count, 0 to 1.</param>
/// <param name="Submissions">Distinct submissions behind it.</param>
/// <param name="OffVocabulary">Whether the schemas do not know it.</param>
internal readonly record struct InspectedEntry(int Rank, string Value, long Count, double Share, long Submissions, bool OffVocabulary);
