using Pyner.Corpus;

namespace Pyner.Pipeline.Tests;

/// <summary>A tar.gz long enough for places in it to be kept, with submissions whose files lie apart; made once for a class of tests.</summary>
public sealed class LongArchive : IDisposable
{
    /// <summary>Submissions in it.</summary>
    public const int Submissions = 500;

    private readonly TemporaryFolder _folder = new();

    public LongArchive() => CorpusGenerator.WriteTarGz(
        Path, new CorpusOptions { Submissions = Submissions, Seed = 14, Malformed = 0.02, MaxExperiments = 400, Interleave = true },
        null, CancellationToken.None);

    /// <summary>Where it is.</summary>
    public string Path => _folder["source.tar.gz"];

    public void Dispose() => _folder.Dispose();
}
