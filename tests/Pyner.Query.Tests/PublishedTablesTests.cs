using System.Text.Json;
using Pyner.Corpus;
using Pyner.Parquet;
using Pyner.Pipeline;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>The tables' files: the same bytes whatever the threads and checkpoints, and never those of another job.</summary>
public sealed class PublishedTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(4, 300)]
    [InlineData(2, 97)]
    public void The_files_do_not_depend_on_threads_and_checkpoints(int threads, int checkpointEvery)
    {
        string source = Corpus(1_150);
        // A thousand batches of one submission to a file.
        TableBuild.Run(source, _folder["expected"], options => options with { BatchSize = 1, Threads = 2 });
        TableBuild.Run(source, _folder["kb"], options => options with { BatchSize = 1, Threads = threads, CheckpointEvery = checkpointEvery });
        SortedDictionary<string, byte[]> expected = TableBuild.Files(_folder["expected"]);
        Assert.Equal(2, expected.Keys.Count(name => name.StartsWith("samples", StringComparison.Ordinal)));
        Assert.Equal(expected, TableBuild.Files(_folder["kb"]));
        Assert.Equal(
            [".pyner", "job.json", "knowledge_base.json", "rejected.jsonl", "report.html", "tables"],
            Directory.EnumerateFileSystemEntries(_folder["kb"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["ledger.sqlite"], Directory.EnumerateFileSystemEntries(_folder["kb/.pyner"]).Select(Path.GetFileName));
    }

    [Fact]
    public void The_knowledge_base_is_the_same_with_and_without_tables()
    {
        string source = Corpus(200);
        TableBuild.Run(source, _folder["with"]);
        TableBuild.Run(source, _folder["without"], options => options with { Tables = false });
        string Without(string name) => File.ReadAllText(Path.Combine(_folder[name], "knowledge_base.json")).Split("\"timestamp\"")[1][30..];
        Assert.Equal(Without("without"), Without("with"));
        Assert.False(Directory.Exists(_folder["without/tables"]));
    }

    [Fact]
    public void A_later_job_replaces_the_tables_or_removes_them()
    {
        string source = Corpus(30);
        TableBuild.Run(source, _folder["kb"]);
        SortedDictionary<string, byte[]> first = TableBuild.Files(_folder["kb"]);
        File.WriteAllText(_folder["kb/tables/samples/part-00001.parquet"], "left behind by someone");
        TableBuild.Run(source, _folder["kb"], options => options with { Limit = 20, Restart = true });
        SortedDictionary<string, byte[]> second = TableBuild.Files(_folder["kb"]);
        Assert.Equal(first.Keys, second.Keys);
        Assert.NotEqual(first["samples/part-00000.parquet"], second["samples/part-00000.parquet"]);
        TableBuild.Run(source, _folder["kb"], options => options with { Tables = false, Restart = true });
        Assert.False(Directory.Exists(_folder["kb/tables"]));
    }

    [Fact]
    public void Tables_that_were_published_already_carry_the_time_of_the_knowledge_base_that_comes_later()
    {
        var options = new BuildOptions { SourcePath = Corpus(30), OutputFolder = _folder["kb"], Tables = true };
        JobPorts ports = JobPorts.Default with { TableFormat = new ParquetTableFormat() };
        // No report can be written where a folder stands: the job fails at its end.
        BuildResult failed = new BuildJob(options, ports, new OnPublished(() => Directory.CreateDirectory(_folder["kb/report.html"])))
            .Run(TestContext.Current.CancellationToken);
        Assert.Equal(BuildOutcome.Failed, failed.Outcome);
        string text = File.ReadAllText(_folder["kb/tables/tables.json"]);
        File.WriteAllText(_folder["kb/tables/tables.json"], text.Replace(Time("tables/tables.json"), "2001-01-01T00:00:00Z", StringComparison.Ordinal));
        Assert.Equal("2001-01-01T00:00:00Z", Time("tables/tables.json"));
        SortedDictionary<string, byte[]> files = TableBuild.Files(_folder["kb"]);
        Directory.Delete(_folder["kb/report.html"]);
        Assert.Equal(BuildOutcome.Done, new BuildJob(options with { Resume = true }, ports).Run(TestContext.Current.CancellationToken).Outcome);
        Assert.Equal(Time("knowledge_base.json"), Time("tables/tables.json"));
        Assert.Equal(files, TableBuild.Files(_folder["kb"]));
        using var tables = TableDatabase.Open(_folder["kb"]);
        Assert.Equal(["30"], tables.Rows("SELECT count(*) FROM submissions"));

        string Time(string name)
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(_folder["kb/" + name]));
            return json.RootElement.GetProperty("timestamp").GetString()!;
        }
    }

    [Fact]
    public void A_folder_that_is_none_of_ours_is_not_touched()
    {
        string source = Corpus(10);
        Directory.CreateDirectory(_folder["kb/tables"]);
        File.WriteAllText(_folder["kb/tables/mine.txt"], "mine");
        JobException e = Assert.Throws<JobException>(() => TableBuild.Run(source, _folder["kb"]));
        Assert.Contains("holds something else", e.Message, StringComparison.Ordinal);
        TableBuild.Run(source, _folder["kb"], options => options with { Tables = false });
        Assert.Equal("mine", File.ReadAllText(_folder["kb/tables/mine.txt"]));
    }

    [Fact]
    public void A_file_in_the_tables_place_is_refused_before_anything_is_done()
    {
        Directory.CreateDirectory(_folder["kb"]);
        File.WriteAllText(_folder["kb/tables"], "mine");
        JobException e = Assert.Throws<JobException>(() => TableBuild.Run(Corpus(10), _folder["kb"]));
        Assert.Contains("is where the tables would go, but is a file", e.Message, StringComparison.Ordinal);
        Assert.Equal([_folder["kb/tables"]], Directory.EnumerateFileSystemEntries(_folder["kb"]));
        Assert.Equal("mine", File.ReadAllText(_folder["kb/tables"]));
    }

    [Fact]
    public void A_source_without_records_has_empty_tables()
    {
        Directory.CreateDirectory(_folder["empty"]);
        File.WriteAllText(_folder["empty/SRA000001.analysis.xml"], "<ANALYSIS_SET/>");
        TableBuild.Run(_folder["empty"], _folder["kb"]);
        using var tables = TableDatabase.Open(_folder["kb"]);
        Assert.Equal(["0"], tables.Rows("SELECT count(*) FROM samples"));
        Assert.Empty(tables.Rows("FROM organisms"));
    }

    [Fact]
    public void Study_and_submission_files_that_are_no_XML_are_rejected_as_others_are()
    {
        string source = Corpus(3);
        string study = Directory.EnumerateFiles(source, "*.study.xml", SearchOption.AllDirectories).First();
        File.WriteAllText(study, "<STUDY_SET><STUDY accession='SRP1'/></STUDY>");
        TableBuild.Run(source, _folder["kb"]);
        Assert.Contains(Path.GetFileName(study), File.ReadAllText(_folder["kb/rejected.jsonl"]), StringComparison.Ordinal);
        using (var tables = TableDatabase.Open(_folder["kb"]))
            Assert.Equal(["0"], tables.Rows("SELECT count(*) FROM studies WHERE accession = 'SRP1'"));
        // Without tables nobody reads it.
        TableBuild.Run(source, _folder["without"], options => options with { Tables = false });
        Assert.Equal("", File.ReadAllText(_folder["without/rejected.jsonl"]));
        Assert.Empty(Verification.KnowledgeBaseVerification.Run(_folder["kb"], source, null, TestContext.Current.CancellationToken).Differences);
        Assert.Empty(Verification.KnowledgeBaseVerification.Run(_folder["without"], source, null, TestContext.Current.CancellationToken).Differences);
    }

    [Fact]
    public void A_real_tree_is_verified_with_tables_too()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        TableBuild.Run(RealDocuments.Path("tree"), _folder["kb"]);
        Assert.Empty(
            Verification.KnowledgeBaseVerification.Run(_folder["kb"], RealDocuments.Path("tree"), null, TestContext.Current.CancellationToken).Differences);
    }

    private string Corpus(int submissions)
    {
        string folder = _folder[$"corpus-{submissions}"];
        CorpusGenerator.WriteTree(
            folder, new CorpusOptions { Submissions = submissions, Seed = 3, MaxExperiments = 2 }, null, TestContext.Current.CancellationToken);
        return folder;
    }

    /// <summary>Does something once an output is published.</summary>
    private sealed class OnPublished(Action action) : IBuildObserver
    {
        void IBuildObserver.Published(string path) => action();
    }
}
