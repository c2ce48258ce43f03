namespace Pyner.KnowledgeBase.Publishing;

/// <summary>A value of a published catalog.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">Number of records that have it.</param>
/// <param name="Submissions">Number of distinct submissions those records are in.</param>
public readonly record struct CatalogEntry(string Value, long Count, long Submissions);
