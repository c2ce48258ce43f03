using System.Text.Json;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Sra;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>What people are shown of a job while it runs.</summary>
public sealed class FindingsTests(ManySubmissions many) : IClassFixture<ManySubmissions>
{
    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 60)]
    [InlineData(3, 400)]
    public void The_largest_values_are_those_of_everything_merged_wherever_it_was_merged(int seed, int names)
    {
        var random = new Random(seed);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        Partial whole = Filled(), delta = Filled();
        var merger = new PrefixMerger(whole, 0, 0, BatchChain.Start("job"));
        merger.Delta.Merge(delta);
        JobFindings findings = FindingsSummary.Of(merger, []);
        Assert.Equal(
            counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, NameOrder.Instance)
                .Take(20).Select(pair => new FoundValue(pair.Key, pair.Value)),
            findings.Organisms);
        Assert.Equal((counts.Count, counts.Values.Sum()), (findings.UniqueOrganisms, findings.Samples));
        Assert.Equal(findings.Organisms, findings.Strategies);
        Assert.Equal((findings.UniqueOrganisms, findings.Samples), (findings.UniqueStrategies, findings.Experiments));

        Partial Filled()
        {
            var partial = new Partial();
            for (int i = 0; i < 300; i++)
            {
                // Few counts for many names: equal ones are frequent.
                (string name, long count) = ($"name{random.Next(names)}", random.Next(1, 4));
                partial.Organisms.Add(name, count, SubmissionAccession.Parse("SRA000001"));
                partial.Strategies.Add(name, count, 1);
                counts[name] = counts.GetValueOrDefault(name) + count;
            }
            return partial;
        }
    }

    [Fact]
    public void Nothing_that_a_source_holds_makes_a_note_large()
    {
        var whole = new Partial();
        string longest = new('x', 20_000);
        // Cut in the middle of the last one: half of it could not be stored.
        whole.Strategies.Add(new string('y', 499) + "😀😀", 2, 1);
        whole.Strategies.Add(longest, 1, 1);
        for (int i = 0; i < 500; i++)
        {
            whole.Organisms.Add(longest + i, 1, SubmissionAccession.Parse("SRA000001"));
            whole.Rejected.Add(new RejectedFile
            {
                Accession = SubmissionAccession.Parse("SRA000001"),
                Kind = SubmissionFileKind.Sample,
                Path = longest + i,
                Code = "code" + (i % 100),
                Message = longest,
            });
        }
        JobFindings findings = FindingsSummary.Of(new PrefixMerger(whole, 0, 0, BatchChain.Start("job")), []);
        Assert.Equal((20, 50, 500), (findings.Organisms.Count, findings.Reasons.Count, findings.RejectedFiles));
        Assert.All(findings.Reasons, reason => Assert.Equal((5, 3), (reason.Files, reason.Examples.Count)));
        Assert.Equal([new string('y', 499) + " [...]", longest[..500] + " [...]"], findings.Strategies.Select(value => value.Value));
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(findings).Length < 300_000, "the note is too long");
    }

    [Fact]
    public async Task Notes_grow_while_a_job_runs_and_the_last_one_says_what_was_published()
    {
        using var services = new ServicesHarness();
        services.Aggregation = services.Aggregation with { FindingsInterval = TimeSpan.Zero };
        // So many batches that they can't all be merged at once or twice.
        JobRequest request = services.Request(many["tree"]) with { BatchSize = 1 };
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);

        IReadOnlyList<JobFindings> notes = services.Ledger.NotesOf("job");
        Assert.Equal(notes.Select(note => note.Submissions).Order(), notes.Select(note => note.Submissions));
        Assert.True(notes.Select(note => note.Submissions).Distinct().Count() > 2, $"{notes.Count} notes");
        PublishedKnowledgeBase published = KnowledgeBaseFile.Read(request.OutputFolder);
        JobFindings last = notes[^1];
        Assert.Equal(published.Organisms.Take(20).Select(entry => new FoundValue(entry.Value, entry.Count)), last.Organisms);
        Assert.Equal(published.Strategies.Take(20).Select(entry => new FoundValue(entry.Value, entry.Count)), last.Strategies);
        Assert.Equal(
            (published.FilesProcessed, published.Statistics.UniqueOrganisms, published.Statistics.UniqueStrategies, published.Statistics.RejectedFiles),
            (last.Submissions, last.UniqueOrganisms, last.UniqueStrategies, last.RejectedFiles));
        Assert.Equal(
            File.ReadLines(Path.Combine(request.OutputFolder, RejectedFilesFile.Name))
                .CountBy(line => JsonDocument.Parse(line).RootElement.GetProperty("code").GetString()!).Select(pair => (pair.Key, (long)pair.Value)).Order(),
            last.Reasons.Select(reason => (reason.Code, reason.Files)).Order());
        Assert.Equal(last.Submissions, last.Course[^1].Submissions);
    }
}
