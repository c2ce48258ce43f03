using System.Text.Json;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline;
using Pyner.Pipeline.Outputs;
using Pyner.TestData;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>
/// The knowledge base of the repository's sample, as <c>pyner build</c> makes it, and the figures that its generator wrote down.
/// </summary>
public sealed class PublishedSample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PublishedSample()
    {
        string samples = Path.Combine(RealDocuments.RepositoryRoot, "samples");
        var options = new BuildOptions { SourcePath = Path.Combine(samples, "sra-mini"), OutputFolder = _folder.Path, Threads = 1 };
        Assert.Equal(BuildOutcome.Done, new BuildJob(options, JobPorts.Default).Run(CancellationToken.None).Outcome);
        Timestamp = KnowledgeBaseFile.Read(_folder.Path).Timestamp;
        // It names the job that made it, which is none of the tests'.
        File.Delete(Path.Combine(Folder, JobRecordFile.Name));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(samples, "sra-mini.truth.json")));
        Truth = document.RootElement.Clone();
    }

    /// <summary>The folder with the outputs.</summary>
    public string Folder => _folder.Path;

    /// <summary>The time that they carry.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What the generator wrote down.</summary>
    public JsonElement Truth { get; }

    /// <summary>A catalog's values with count and submissions, in no particular order.</summary>
    public IEnumerable<(string Value, long Count, long Submissions)> Catalog(string name) => name == "organisms"
        ? Truth.GetProperty(name).EnumerateObject()
            .Select(entry => (entry.Name, entry.Value.GetProperty("count").GetInt64(), entry.Value.GetProperty("studies").GetInt64()))
        : Truth.GetProperty(name).EnumerateObject()
            .Select(entry =>
                (entry.Name, entry.Value.GetInt64(), Truth.GetProperty("submissions_behind").GetProperty(name).GetProperty(entry.Name).GetInt64()));

    /// <summary>Organism x strategy, in no particular order.</summary>
    public IEnumerable<(string Organism, string Strategy, long Count, long Submissions)> Pairs() =>
        Truth.GetProperty("organism_strategies").EnumerateObject().SelectMany(organism => organism.Value.EnumerateObject()
            .Select(entry => (organism.Name, entry.Name, entry.Value.GetProperty("count").GetInt64(), entry.Value.GetProperty("submissions").GetInt64())));

    public void Dispose() => _folder.Dispose();
}
