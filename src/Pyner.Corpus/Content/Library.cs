namespace Pyner.Corpus.Content;

/// <summary>A library as experiments of one project have it: strategy, source and selection go together.</summary>
/// <param name="Strategy">LIBRARY_STRATEGY.</param>
/// <param name="Source">LIBRARY_SOURCE.</param>
/// <param name="Selection">LIBRARY_SELECTION.</param>
/// <param name="PairedPercent">How often its layout is PAIRED.</param>
internal sealed record Library(string Strategy, string Source, string Selection, int PairedPercent);
