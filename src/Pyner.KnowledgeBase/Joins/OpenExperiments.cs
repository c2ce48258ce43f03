namespace Pyner.KnowledgeBase.Joins;

/// <summary>Experiments of one submission that point to the same sample and have the same strategy.</summary>
/// <param name="Sample">The sample's key.</param>
/// <param name="Strategy">The strategy's number.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct OpenExperiments(ulong Sample, int Strategy, long Count);
