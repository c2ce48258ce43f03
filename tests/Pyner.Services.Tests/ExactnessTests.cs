using System.Text.Json;
using Pyner.Contracts.V1;
using Pyner.TestData;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>What several processes make of a source together is what one makes of it alone, to the byte.</summary>
public sealed class ExactnessTests(PynerSystem system)
{
    [Theory]
    [InlineData("tree", true, false)]
    [InlineData("tar", false, false)]
    [InlineData("tar.gz", true, false)]
    [InlineData("tree", false, true)]
    [InlineData("tar", true, true)]
    [InlineData("tar.gz", false, true)]
    public async Task A_generated_corpus_gives_the_bytes_of_pyner_build(string kind, bool studies, bool tables)
    {
        PynerSystem.Require();
        Job job = await system.StartJobAsync(system.Corpora.Generated(kind), request => (request.Studies, request.Tables) = (studies, tables));
        Job ended = await system.RequireSameBytesAsync(job);
        Assert.Equal(Corpora.Submissions, ended.Progress.Parsed.Submissions);
        Assert.Equal(tables, File.Exists(Path.Combine(ended.Options.Output, "tables", "samples", "part-00000.parquet")));
        Assert.True(ended.Progress.FilesRejected > 0, "there is no malformed file in the corpus");
        using JsonDocument record = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(ended.Options.Output, "job.json"), TestContext.Current.CancellationToken));
        Assert.Equal(job.Id, record.RootElement.GetProperty("job").GetString());
        Assert.Equal(Corpora.Submissions, record.RootElement.GetProperty("submissions").GetInt64());
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task The_real_documents_give_the_bytes_of_pyner_build(string kind)
    {
        PynerSystem.Require();
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        Job job = await system.StartJobAsync(system.Corpora.Real(kind), request => (request.BatchSize, request.Studies, request.Tables) = (2, true, true));
        await system.RequireSameBytesAsync(job);
    }
}
