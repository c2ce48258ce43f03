using Pyner.Corpus;

namespace Pyner.Pipeline.Tests;

/// <summary>More submissions than fit into one file of a table, where each is a batch.</summary>
public sealed class ManySubmissions : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManySubmissions() => CorpusGenerator.WriteTree(
        Path, new CorpusOptions { Submissions = 1_200, Seed = 12, MaxExperiments = 2, Malformed = 0.02 }, null, CancellationToken.None);

    /// <summary>The source: a tree.</summary>
    public string Path => _folder["source"];

    public void Dispose() => _folder.Dispose();
}
