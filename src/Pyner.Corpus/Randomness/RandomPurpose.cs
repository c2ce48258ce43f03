namespace Pyner.Corpus.Randomness;

/// <summary>What a stream of random numbers decides. The numbers are part of the corpus: they never change.</summary>
internal enum RandomPurpose
{
    Plan = 1,
    Submission = 2,
    Study = 3,
    Sample = 4,
    Experiment = 5,
    Run = 6,
    Analysis = 7,
    Other = 8,
    Fault = 9,
    Order = 10,
}
