using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Gateway.Catalogs;
using Pyner.Gateway.Paging;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Reports;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class CatalogCallsTests(PublishedSample sample) : GatewayTests, IClassFixture<PublishedSample>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private string _job = "";

    public static TheoryData<string> CatalogNames =>
        ["organisms", "strategies", "sources", "selections", "layouts", "platforms", "instrument_models", "attributes"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _job = AddPublished(sample.Folder).Id;
    }

    private protected override GatewayOptions Configure(GatewayOptions options) => options with { OutputRoots = [.. options.OutputRoots, sample.Folder] };

    [Theory]
    [MemberData(nameof(CatalogNames))]
    public async Task Pages_of_a_catalog_in_every_order_make_up_what_the_generator_wrote_down(string name)
    {
        (string Value, long Count, long Submissions)[] truth = [.. sample.Catalog(name)];
        HashSet<string?> off = sample.Truth.GetProperty("off_vocabulary").TryGetProperty(name, out JsonElement values)
            ? [.. values.EnumerateArray().Select(value => value.GetString())]
            : [];
        var ranks = truth.OrderByDescending(value => value.Count).ThenBy(value => value.Value, s_codePoints)
            .Select((value, place) => (value.Value, Rank: place + 1)).ToDictionary(value => value.Value, value => value.Rank);
        foreach ((string order, IEnumerable<(string Value, long Count, long Submissions)> expected) in ((string, IEnumerable<(string, long, long)>)[])
        [
            ("", truth.OrderByDescending(value => value.Count).ThenBy(value => value.Value, s_codePoints)),
            ("count", truth.OrderByDescending(value => value.Count).ThenBy(value => value.Value, s_codePoints)),
            ("submissions", truth.OrderByDescending(value => value.Submissions).ThenBy(value => value.Value, s_codePoints)),
            ("name", truth.OrderBy(value => value.Value, s_codePoints)),
        ])
        {
            List<CatalogValue> listed = await AllAsync(name, new ListValuesRequest { JobId = _job, OrderBy = order, PageSize = 7 }, truth.Length);
            Assert.Equal(expected, listed.Select(value => (value.Value, value.Count, value.Submissions)));
            Assert.All(listed, value => Assert.Equal((ranks[value.Value], off.Contains(value.Value)), (value.Rank, value.OffVocabulary)));
        }
    }

    [Theory]
    [InlineData("s", "Salmonella enterica", "Severe acute respiratory syndrome coronavirus 2")]
    [InlineData("HOMO", "Homo sapiens")]
    [InlineData("nothing begins so")]
    public async Task A_prefix_finds_what_begins_with_it_whatever_the_case(string prefix, params string[] among)
    {
        string[] expected = [.. sample.Catalog("organisms").Select(value => value.Value)
            .Where(value => value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        Assert.Subset(expected.ToHashSet(), among.ToHashSet());
        List<CatalogValue> listed = await AllAsync(
            "organisms", new ListValuesRequest { JobId = _job, Prefix = prefix, OrderBy = "name", PageSize = 1 }, expected.Length);
        Assert.Equal(expected, listed.Select(value => value.Value));
    }

    [Theory]
    [InlineData("us", "", "Mus musculus", "Severe acute respiratory syndrome coronavirus 2")]
    [InlineData("SAPIENS", "h", "Homo sapiens")]
    [InlineData("nothing has this in it", "")]
    public async Task A_part_of_the_name_finds_what_has_it_whatever_the_case(string part, string prefix, params string[] among)
    {
        string[] expected = [.. sample.Catalog("organisms").Select(value => value.Value)
            .Where(value => value.Contains(part, StringComparison.OrdinalIgnoreCase) && value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        Assert.Subset(expected.ToHashSet(), among.ToHashSet());
        List<CatalogValue> listed = await AllAsync(
            "organisms", new ListValuesRequest { JobId = _job, Contains = part, Prefix = prefix, OrderBy = "name", PageSize = 1 }, expected.Length);
        Assert.Equal(expected, listed.Select(value => value.Value));
    }

    [Fact]
    public async Task Organism_by_strategy_can_be_listed_and_filtered()
    {
        (string Organism, string Strategy, long Count, long Submissions)[] truth =
            [.. sample.Pairs().OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Organism, s_codePoints).ThenBy(pair => pair.Strategy, s_codePoints)];
        Assert.Equal(truth, await AllPairsAsync(new ListOrganismStrategiesRequest { JobId = _job, PageSize = 5 }));
        string organism = truth.GroupBy(pair => pair.Organism).OrderByDescending(group => group.Count()).First().Key;
        Assert.Equal(
            truth.Where(pair => pair.Organism == organism),
            await AllPairsAsync(new ListOrganismStrategiesRequest { JobId = _job, Organism = organism }));
        Assert.Equal(
            truth.Where(pair => pair.Strategy == "WGS"),
            await AllPairsAsync(new ListOrganismStrategiesRequest { JobId = _job, Strategy = "WGS", PageSize = 2 }));
        Assert.Equal(
            truth.Where(pair => pair.Organism.StartsWith("s", StringComparison.OrdinalIgnoreCase)),
            await AllPairsAsync(new ListOrganismStrategiesRequest { JobId = _job, OrganismPrefix = "s" }));
        Assert.Equal(
            truth.OrderBy(pair => pair.Organism, s_codePoints).ThenBy(pair => pair.Strategy, s_codePoints),
            await AllPairsAsync(new ListOrganismStrategiesRequest { JobId = _job, OrderBy = "name" }));
    }

    [Fact]
    public async Task Statistics_are_those_that_the_generator_wrote_down()
    {
        Statistics figures = await Gateway.Catalogs.GetStatisticsAsync(new GetStatisticsRequest { JobId = _job }, cancellationToken: Cancellation);
        long Truth(string name) => sample.Truth.GetProperty("statistics").GetProperty(name).GetInt64();
        Assert.Equal(sample.Truth.GetProperty("files_processed").GetInt64(), figures.Submissions);
        Assert.Equal(sample.Timestamp, figures.Timestamp.ToDateTimeOffset());
        Assert.False(figures.HasStage);
        Assert.Equal(
            [
                Truth("total_experiments"), Truth("total_samples"), Truth("total_runs"), Truth("unique_organisms"), Truth("unique_strategies"),
                Truth("unique_sources"), Truth("unique_selections"), Truth("unique_layouts"), Truth("unique_platforms"), Truth("unique_instrument_models"),
                Truth("unique_attributes"), Truth("experiments_missing_fields"), Truth("samples_missing_fields"), Truth("misplaced_records"),
                Truth("unresolved_sample_references"), Truth("rejected_files"),
            ],
            [
                figures.Experiments, figures.Samples, figures.Runs, figures.UniqueOrganisms, figures.UniqueStrategies,
                figures.UniqueSources, figures.UniqueSelections, figures.UniqueLayouts, figures.UniquePlatforms, figures.UniqueInstrumentModels,
                figures.UniqueAttributes, figures.ExperimentsMissingFields, figures.SamplesMissingFields, figures.MisplacedRecords,
                figures.UnresolvedSampleReferences, figures.FilesRejected,
            ]);
    }

    [Theory]
    [InlineData(-1, "", "page_size -1 is out of range. Give 1 to 1000, or leave it out for 100.")]
    [InlineData(1001, "", "page_size 1001 is out of range. Give 1 to 1000, or leave it out for 100.")]
    [InlineData(0, "size", "order_by 'size' does not exist. It is count, submissions or name; leave it out for count.")]
    public async Task A_query_that_makes_no_sense_is_told_what_would(int size, string order, string expected)
    {
        (string message, BadRequest details) = await Gateway.Catalogs.ListOrganismsAsync(
            new ListValuesRequest { JobId = _job, PageSize = size, OrderBy = order }, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal(expected, message);
        Assert.Equal(order.Length > 0 ? "order_by" : "page_size", Assert.Single(details.FieldViolations).Field);
    }

    [Fact]
    public async Task A_token_is_good_only_for_the_listing_that_gave_it()
    {
        string other = AddPublished(sample.Folder).Id;
        var request = new ListValuesRequest { JobId = _job, PageSize = 3, OrderBy = "name" };
        string token = (await Gateway.Catalogs.ListAttributesAsync(request, cancellationToken: Cancellation)).NextPageToken;
        // Another page size is no other listing.
        ListValuesResponse next = await Gateway.Catalogs.ListAttributesAsync(
            new ListValuesRequest(request) { PageToken = token, PageSize = 9 }, cancellationToken: Cancellation);
        Assert.Equal(9, next.Values.Count);
        foreach (Task call in (Task[])
        [
            Gateway.Catalogs.ListAttributesAsync(
                new ListValuesRequest(request) { PageToken = token, JobId = other }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.ListAttributesAsync(
                new ListValuesRequest(request) { PageToken = token, OrderBy = "count" }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.ListAttributesAsync(
                new ListValuesRequest(request) { PageToken = token, Prefix = "a" }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.ListAttributesAsync(
                new ListValuesRequest(request) { PageToken = token, Contains = "a" }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.ListAttributesAsync(
                new ListValuesRequest(request) { PageToken = token[..^1] + (token[^1] == 'A' ? 'Q' : 'A') }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.ListOrganismsAsync(new ListValuesRequest(request) { PageToken = token }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Jobs.ListJobsAsync(new ListJobsRequest { PageToken = token }, cancellationToken: Cancellation).ResponseAsync,
        ])
        {
            (string message, BadRequest details) = await call.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
            Assert.Equal("page_token", Assert.Single(details.FieldViolations).Field);
            Assert.Contains("next_page_token", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    public async Task A_token_that_the_gateway_never_made_is_refused(string position)
    {
        var request = new ListValuesRequest { JobId = _job };
        request.PageToken = PageToken.Make(position, $"{_job} {CatalogKind.Organisms.Name}", nameof(ListingOrder.Count), "", "", "", "");
        (_, BadRequest details) = await Gateway.Catalogs.ListOrganismsAsync(request, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal("page_token", Assert.Single(details.FieldViolations).Field);
    }

    [Fact]
    public async Task A_token_that_leads_behind_the_end_gives_an_empty_page()
    {
        var request = new ListValuesRequest { JobId = _job };
        request.PageToken = PageToken.Make(int.MaxValue, $"{_job} {CatalogKind.Organisms.Name}", nameof(ListingOrder.Count), "", "", "", "");
        ListValuesResponse page = await Gateway.Catalogs.ListOrganismsAsync(request, cancellationToken: Cancellation);
        Assert.Equal((0, 20, ""), (page.Values.Count, page.TotalSize, page.NextPageToken));
    }

    [Theory]
    [InlineData(DistributedJobState.Queued, "not published its knowledge base yet")]
    [InlineData(DistributedJobState.Running, "not published its knowledge base yet")]
    [InlineData(DistributedJobState.Publishing, "not published its knowledge base yet")]
    [InlineData(DistributedJobState.Failed, "failed")]
    [InlineData(DistributedJobState.Cancelled, "was cancelled")]
    public async Task A_job_that_published_nothing_has_no_catalogs(DistributedJobState state, string reason)
    {
        string id = AddPublished(sample.Folder, state).Id;
        (string message, PreconditionFailure details) = await OrganismsAsync(id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Equal(("JOB_STATE", id), (details.Violations[0].Type, details.Violations[0].Subject));
    }

    [Fact]
    public async Task Outputs_that_were_removed_or_replaced_are_not_shown_as_the_job_s()
    {
        string folder = Directory.CreateDirectory(Folder["kb/one"]).FullName;
        string id = AddPublished(folder).Id;
        (string message, _) = await OrganismsAsync(id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains("holds no knowledge_base.json", message, StringComparison.Ordinal);

        string file = Path.Combine(folder, KnowledgeBaseFile.Name);
        File.Copy(Path.Combine(sample.Folder, KnowledgeBaseFile.Name), file);
        await OrganismsAsync(id);
        // Asked for again while it is in memory: what is on the disk counts.
        string later = PublicationTime.ToText(sample.Timestamp.AddHours(1));
        File.WriteAllText(file, File.ReadAllText(file).Replace(PublicationTime.ToText(sample.Timestamp), later, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        (message, _) = await OrganismsAsync(id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains("were replaced by another job's", message, StringComparison.Ordinal);

        // A later job may carry the same time.
        File.WriteAllText(file, File.ReadAllText(file).Replace(later, PublicationTime.ToText(sample.Timestamp), StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(10));
        foreach ((string other, string state, bool isReplaced) in new[]
        {
            (id, "done", false), ("another", "failed", false), ("another", "done_with_rejected", true)
        })
        {
            File.WriteAllText(Path.Combine(folder, JobRecordFile.Name), $$"""{ "job": "{{other}}", "state": "{{state}}" }""");
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(5));
            if (!isReplaced)
            {
                Assert.Equal(20, (await OrganismsAsync(id)).TotalSize);
                continue;
            }
            (message, _) = await OrganismsAsync(id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
            Assert.Contains("were replaced by another job's", message, StringComparison.Ordinal);
        }

        File.WriteAllText(file, "{");
        (message, _) = await OrganismsAsync(id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains("is not JSON", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_beside_a_knowledge_base_in_memory_is_not_shown_once_a_later_job_begins_to_replace_it()
    {
        string folder = Directory.CreateDirectory(Folder["kb/two"]).FullName;
        foreach (string path in Directory.GetFiles(sample.Folder))
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        File.WriteAllText(Path.Combine(folder, ReportFile.Name), "<html>");
        string id = AddPublished(folder).Id;
        var rejected = new ListRejectedFilesRequest { JobId = id };
        var report = new GetReportRequest { JobId = id };
        File.WriteAllText(Path.Combine(folder, JobRecordFile.Name), $$"""{ "job": "{{id}}", "state": "done" }""");
        await Gateway.Catalogs.ListRejectedFilesAsync(rejected, cancellationToken: Cancellation);
        await Gateway.Catalogs.GetReportAsync(report, cancellationToken: Cancellation);

        File.WriteAllText(Path.Combine(folder, JobRecordFile.Name), """{ "job": "a-later-one", "state": "done" }""");
        Assert.Equal(20, (await OrganismsAsync(id)).TotalSize);
        foreach (Task call in (Task[])[
            Gateway.Catalogs.ListRejectedFilesAsync(rejected, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.GetReportAsync(report, cancellationToken: Cancellation).ResponseAsync])
        {
            (string message, _) = await call.FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
            Assert.Contains("were replaced by another job's", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_knowledge_base_that_can_not_be_read_to_its_end_keeps_no_other_from_being_read()
    {
        await OrganismsAsync(_job);
        // Whoever opens a pipe waits until somebody writes to it, as on a volume that does not answer.
        string pipe = Path.Combine(Directory.CreateDirectory(Folder["kb/slow"]).FullName, KnowledgeBaseFile.Name);
        using (var make = Process.Start("mkfifo", pipe))
            await make.WaitForExitAsync(Cancellation);
        string slow = AddPublished(Path.GetDirectoryName(pipe)!).Id;
        Task<ListValuesResponse>[] waiting = [OrganismsAsync(slow), OrganismsAsync(slow)];
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
            // One that is kept, and one that is not.
            Assert.Equal(20, (await OrganismsAsync(_job).WaitAsync(s_patience, Cancellation)).TotalSize);
            Assert.Equal(20, (await OrganismsAsync(AddPublished(sample.Folder).Id).WaitAsync(s_patience, Cancellation)).TotalSize);
            Assert.All(waiting, call => Assert.False(call.IsCompleted));
        }
        finally
        {
            await using var end = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        foreach (Task<ListValuesResponse> call in waiting)
            await call.FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task A_knowledge_base_that_is_a_link_to_elsewhere_is_not_read()
    {
        string folder = Directory.CreateDirectory(Folder["kb/link"]).FullName;
        string elsewhere = Directory.CreateDirectory(Folder["elsewhere"]).FullName;
        File.Copy(Path.Combine(sample.Folder, KnowledgeBaseFile.Name), Path.Combine(elsewhere, KnowledgeBaseFile.Name));
        File.CreateSymbolicLink(Path.Combine(folder, KnowledgeBaseFile.Name), Path.Combine(elsewhere, KnowledgeBaseFile.Name));
        (string message, _) = await OrganismsAsync(AddPublished(folder).Id).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains("a link that leads out", message, StringComparison.Ordinal);

        // One that stays below the roots is followed to its end, whatever that is called and what lies beside it.
        string file = Path.Combine(folder, KnowledgeBaseFile.Name);
        string other = Directory.CreateDirectory(Folder["kb/other"]).FullName;
        File.Copy(Path.Combine(sample.Folder, KnowledgeBaseFile.Name), Path.Combine(other, "second.json"));
        File.WriteAllText(Path.Combine(other, KnowledgeBaseFile.Name), "{");
        File.Delete(file);
        File.CreateSymbolicLink(file, Path.Combine(other, "second.json"));
        Assert.Equal(20, (await OrganismsAsync(AddPublished(folder).Id)).TotalSize);
    }

    [Fact]
    public async Task More_knowledge_bases_than_are_kept_can_be_asked_for_in_turn()
    {
        string[] jobs = [.. Enumerable.Range(0, 4).Select(_ => AddPublished(sample.Folder).Id)];
        foreach (string id in (string[])[.. jobs, .. jobs])
            Assert.Equal(20, (await OrganismsAsync(id)).TotalSize);
    }

    [Fact]
    public async Task A_page_of_very_long_values_ends_early_and_none_is_lost()
    {
        string folder = Directory.CreateDirectory(Folder["kb/long"]).FullName;
        string json = File.ReadAllText(Path.Combine(sample.Folder, KnowledgeBaseFile.Name));
        var tags = new StringBuilder("\"attributes\": {");
        var behind = new StringBuilder("\"attributes\": {");
        for (int i = 0; i < 10; i++)
        {
            string tag = new string((char)('a' + i), 300_000);
            tags.Append(i > 0 ? "," : "").Append('"').Append(tag).Append("\": 5");
            behind.Append(i > 0 ? "," : "").Append('"').Append(tag).Append("\": 5");
        }
        string[] parts = json.Split("\"attributes\": {");
        Assert.Equal(3, parts.Length);
        json = parts[0] + tags + parts[1][parts[1].IndexOf('}', StringComparison.Ordinal)..]
            + behind + parts[2][parts[2].IndexOf('}', StringComparison.Ordinal)..];
        File.WriteAllText(Path.Combine(folder, KnowledgeBaseFile.Name), json);
        string id = AddPublished(folder).Id;
        ListValuesResponse first = await Gateway.Catalogs.ListAttributesAsync(new ListValuesRequest { JobId = id }, cancellationToken: Cancellation);
        Assert.Equal((3, 10), (first.Values.Count, first.TotalSize));
        Assert.Equal("abcdefghij", string.Concat((await AllAsync("attributes", new ListValuesRequest { JobId = id }, 10)).Select(value => value.Value[0])));
    }

    private static readonly Comparer<string> s_codePoints = Comparer<string>.Create((left, right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    private async Task<ListValuesResponse> OrganismsAsync(string jobId) =>
        await Gateway.Catalogs.ListOrganismsAsync(new ListValuesRequest { JobId = jobId }, cancellationToken: Cancellation);

    private JobStatus AddPublished(string folder, DistributedJobState state = DistributedJobState.Completed) => Gateway.AddJob(job => job with
    {
        State = state,
        Request = job.Request with { OutputFolder = folder, Timestamp = sample.Timestamp },
    });

    private async Task<List<CatalogValue>> AllAsync(string catalog, ListValuesRequest request, int total)
    {
        List<CatalogValue> all = [];
        do
        {
            ListValuesResponse page = await (catalog switch
            {
                "organisms" => Gateway.Catalogs.ListOrganismsAsync(request, cancellationToken: Cancellation),
                "strategies" => Gateway.Catalogs.ListStrategiesAsync(request, cancellationToken: Cancellation),
                "sources" => Gateway.Catalogs.ListSourcesAsync(request, cancellationToken: Cancellation),
                "selections" => Gateway.Catalogs.ListSelectionsAsync(request, cancellationToken: Cancellation),
                "layouts" => Gateway.Catalogs.ListLayoutsAsync(request, cancellationToken: Cancellation),
                "platforms" => Gateway.Catalogs.ListPlatformsAsync(request, cancellationToken: Cancellation),
                "instrument_models" => Gateway.Catalogs.ListInstrumentModelsAsync(request, cancellationToken: Cancellation),
                _ => Gateway.Catalogs.ListAttributesAsync(request, cancellationToken: Cancellation),
            });
            Assert.Equal(total, page.TotalSize);
            all.AddRange(page.Values);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    private async Task<List<(string, string, long, long)>> AllPairsAsync(ListOrganismStrategiesRequest request)
    {
        List<(string, string, long, long)> all = [];
        do
        {
            ListOrganismStrategiesResponse page = await Gateway.Catalogs.ListOrganismStrategiesAsync(request, cancellationToken: Cancellation);
            all.AddRange(page.Pairs.Select(pair => (pair.Organism, pair.Strategy, pair.Count, pair.Submissions)));
            request.PageToken = page.NextPageToken;
            if (request.PageToken.Length == 0)
                Assert.Equal(all.Count, page.TotalSize);
        }
        while (request.PageToken.Length > 0);
        return all;
    }
}
