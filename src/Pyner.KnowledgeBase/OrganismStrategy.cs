namespace Pyner.KnowledgeBase;

/// <summary>An organism and a library strategy that was used on a sample of it.</summary>
/// <param name="Organism">Scientific name of the sample.</param>
/// <param name="Strategy">Library strategy of the experiment.</param>
public readonly record struct OrganismStrategy(string Organism, string Strategy);
