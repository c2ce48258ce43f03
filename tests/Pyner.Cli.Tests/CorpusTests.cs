using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("corpus", "0", 0)]
    [InlineData("corpus", "0.2", 1)]
    [InlineData("corpus.tar.gz", "0.2", 1)]
    [InlineData("corpus.tar", "0", 0)]
    public void A_corpus_is_built_to_the_figures_of_its_truth(string target, string malformed, int exitCode)
    {
        ToolRun made = Tool.Run(
            "corpus", "--submissions", "60", "--seed", "11", "--malformed", malformed, "--oddity", "30", "--max-experiments", "20", _folder[target]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains("corpus.truth.json", made.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, Tool.Run("build", _folder[target], "--out", _folder["kb"], "--quiet").ExitCode);
        AssertAgrees(_folder["corpus.truth.json"], _folder["kb/knowledge_base.json"]);
        Assert.Equal(0, Tool.Run("verify", _folder["kb"], _folder[target], "--quiet").ExitCode);
    }

    [Fact]
    public void The_same_seed_gives_the_same_archive()
    {
        foreach (string name in new[] { "a.tar.gz", "b.tar.gz" })
            Assert.Equal(0, Tool.Run("corpus", "--submissions", "20", "--seed", "5", "--quiet", _folder[name]).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["a.tar.gz"]), File.ReadAllBytes(_folder["b.tar.gz"]));
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        File.WriteAllText(_folder["mine"], "mine");
        ToolRun run = Tool.Run("corpus", "--submissions", "2", _folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["mine"]));
    }

    [Fact]
    public void The_committed_sample_is_built_to_the_figures_of_its_truth()
    {
        string samples = Path.Combine(TestData.RealDocuments.RepositoryRoot, "samples");
        ToolRun run = Tool.Run("build", Path.Combine(samples, "sra-mini"), "--out", _folder["kb"]);
        Assert.Equal(0, run.ExitCode);
        AssertAgrees(Path.Combine(samples, "sra-mini.truth.json"), _folder["kb/knowledge_base.json"]);
    }

    private static void AssertAgrees(string truthFile, string knowledgeBase)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(truthFile));
        using var kb = JsonDocument.Parse(File.ReadAllText(knowledgeBase));
        foreach (JsonProperty figure in truth.RootElement.GetProperty("statistics").EnumerateObject())
            Assert.Equal((figure.Name, figure.Value.GetInt64()), (figure.Name, kb.RootElement.GetProperty("statistics").GetProperty(figure.Name).GetInt64()));
        foreach (string catalog in new[] { "strategies", "organisms" })
        {
            Assert.Equal(
                truth.RootElement.GetProperty(catalog).EnumerateObject().Select(value => value.Name),
                kb.RootElement.GetProperty(catalog).EnumerateObject().Select(value => value.Name));
        }
    }
}
