namespace Pyner.Gateway.Catalogs;

/// <summary>What a listing lists: a value of a catalog, or an organism with one of its strategies.</summary>
/// <param name="Name">The value, or the organism.</param>
/// <param name="Strategy">The strategy; empty for a value of a catalog.</param>
/// <param name="Count">Records behind it.</param>
/// <param name="Submissions">Distinct submissions that those are in.</param>
/// <param name="Rank">Its place by count, from 1.</param>
/// <param name="OffVocabulary">Whether the schemas have a vocabulary for it, and it is not in it.</param>
internal sealed record ListedValue(string Name, string Strategy, long Count, long Submissions, int Rank, bool OffVocabulary);
