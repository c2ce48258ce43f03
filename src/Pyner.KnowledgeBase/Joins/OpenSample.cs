namespace Pyner.KnowledgeBase.Joins;

/// <summary>A sample of one submission.</summary>
/// <param name="Sample">Its key.</param>
/// <param name="Organism">Its organism's number.</param>
internal readonly record struct OpenSample(ulong Sample, int Organism);
