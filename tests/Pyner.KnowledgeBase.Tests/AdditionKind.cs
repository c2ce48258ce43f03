namespace Pyner.KnowledgeBase.Tests;

/// <summary>What an addition adds to.</summary>
public enum AdditionKind
{
    Total,
    File,
    Strategy,
    Source,
    Selection,
    Layout,
    Platform,
    InstrumentModel,
    Attribute,
    Organism,
    Pair,
    Rejected,
    OpenExperiments,
    OpenSample,
}
