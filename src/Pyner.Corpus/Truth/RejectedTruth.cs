namespace Pyner.Corpus.Truth;

/// <summary>A file that was broken, and of which nothing counts.</summary>
/// <param name="Accession">Its submission.</param>
/// <param name="Kind">What it is by its name: sample, experiment or run.</param>
/// <param name="Path">Its path below the corpus's root.</param>
/// <param name="Fault">How it was broken.</param>
/// <param name="Offset">Byte offset at which the fault was put in, where it has a place.</param>
public sealed record RejectedTruth(string Accession, CorpusFileKind Kind, string Path, FaultKind Fault, long? Offset);
