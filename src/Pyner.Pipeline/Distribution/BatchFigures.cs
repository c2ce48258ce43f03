namespace Pyner.Pipeline.Distribution;

/// <summary>Figures of batches that were parsed, for progress. They add up.</summary>
/// <param name="Submissions">Submissions read.</param>
/// <param name="Bytes">Bytes of XML read from sample, experiment and run files.</param>
/// <param name="Rejected">Files rejected.</param>
/// <param name="Experiments">Experiments that count.</param>
/// <param name="Samples">Samples that count.</param>
/// <param name="Runs">Sequencing runs.</param>
public readonly record struct BatchFigures(long Submissions, long Bytes, long Rejected, long Experiments, long Samples, long Runs);
