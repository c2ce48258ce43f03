using System.Collections.Concurrent;
using Pyner.Corpus;

namespace Pyner.Pipeline.Tests;

/// <summary>More submissions than fit into one file of a table, where each is a batch.</summary>
public sealed class ManySubmissions : IDisposable
{
    /// <summary>How many.</summary>
    public const int Count = 1_200;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<string>> _sources = [];

    /// <summary>Path of the source of a kind: tree, tar or tar.gz. It is made when it is first asked for.</summary>
    public string this[string kind] => _sources.GetOrAdd(kind, kind => new Lazy<string>(() => Write(kind))).Value;

    public void Dispose() => _folder.Dispose();

    private string Write(string kind)
    {
        string path = _folder["source." + kind];
        var options = new CorpusOptions { Submissions = Count, Seed = 12, MaxExperiments = 2, Malformed = 0.02 };
        if (kind == "tree")
            CorpusGenerator.WriteTree(path, options, null, CancellationToken.None);
        else if (kind == "tar")
            CorpusGenerator.WriteTar(path, options, null, CancellationToken.None);
        else
            CorpusGenerator.WriteTarGz(path, options with { Interleave = true }, null, CancellationToken.None);
        return path;
    }
}
