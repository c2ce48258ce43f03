namespace Pyner.Corpus.Content;

/// <summary>A sequencing instrument: the element below PLATFORM, and the model in it.</summary>
/// <param name="Platform">Element name, such as <c>ILLUMINA</c>.</param>
/// <param name="Model">INSTRUMENT_MODEL.</param>
internal sealed record Instrument(string Platform, string Model);
