using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class StartJobTests : GatewayTests
{
    private protected override GatewayOptions Configure(GatewayOptions options) => options with { MaxUnfinishedJobs = 3 };

    [Fact]
    public async Task A_job_that_names_only_its_source_gets_the_defaults_and_a_folder_of_its_own()
    {
        Job job = await StartAsync(new StartJobRequest { Source = Folder["data/tree"] });
        Assert.Matches("^[0-9a-f]{32}$", job.Id);
        Assert.Equal(JobState.Queued, job.State);
        JobRequest request = Gateway.Ledger[job.Id].Request;
        Assert.Equal(Folder["data/tree"], request.SourcePath);
        Assert.Equal(Path.Combine(Folder["kb"], job.Id), request.OutputFolder);
        Assert.Equal((null, null, JobRequest.StandardBatchSize, 10_000L), (request.Stage, request.Limit, request.BatchSize, request.CheckpointEvery));
        Assert.Equal((false, false), (request.Studies, request.Tables));
        Assert.Equal((request.SourcePath, request.OutputFolder), (job.Options.Source, job.Options.Output));
        Assert.Equal(["start " + job.Id], Gateway.Hints.Given);
    }

    [Theory]
    [InlineData("kb/built", "kb/built/.pyner/ledger.sqlite", "belongs to a job of pyner build")]
    [InlineData("kb/done/tables", "kb/done/tables/tables.json", "which belongs to another knowledge base")]
    [InlineData("kb/done/tables/mine", "kb/done/tables/tables.json", "which belongs to another knowledge base")]
    [InlineData("kb/done/.pyner/mine", "kb/done/job.json", "which belongs to another knowledge base")]
    public async Task A_folder_that_is_another_job_s_is_refused(string output, string file, string reason)
    {
        Folder.Write(file, """{ "job": "another" }""");
        (string message, BadRequest details) = await RefusedAsync<BadRequest>(
            new StartJobRequest { Source = Folder["data/tree"], Output = Folder[output] }, StatusCode.InvalidArgument);
        Assert.Equal("output", Assert.Single(details.FieldViolations).Field);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        // A folder that is only called so is anybody's.
        await StartAsync(new StartJobRequest { Source = Folder["data/tree"], Output = Folder["kb/tables/mine"] });
        await StartAsync(new StartJobRequest { Source = Folder["data/tree"], Output = Folder["kb/.pyner/mine"] });
    }

    [Fact]
    public async Task Every_option_reaches_the_ledger()
    {
        Job job = await StartAsync(new StartJobRequest
        {
            Source = Folder["data/tree"],
            Output = Folder["kb/mine"],
            Stage = 2,
            Limit = 70,
            BatchSize = 7,
            CheckpointEvery = 21,
            Studies = true,
            Tables = true,
        });
        JobRequest request = Gateway.Ledger[job.Id].Request;
        Assert.Equal(Folder["kb/mine"], request.OutputFolder);
        Assert.Equal((2, 70L, 7, 21L), (request.Stage, request.Limit, request.BatchSize, request.CheckpointEvery));
        Assert.Equal((2, 70L, 7, 21L), (job.Options.Stage, job.Options.Limit, job.Options.BatchSize, job.Options.CheckpointEvery));
        Assert.Equal((true, true, true, true), (request.Studies, request.Tables, job.Options.Studies, job.Options.Tables));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_request_is_said_at_once()
    {
        (string message, BadRequest details) = await RefusedAsync<BadRequest>(
            new StartJobRequest
            {
                Source = "tree",
                Output = "kb",
                Stage = 4,
                Limit = 0,
                BatchSize = 100_001,
                CheckpointEvery = -1,
                RequestId = new string('x', 129)
            },
            StatusCode.InvalidArgument);
        Assert.Equal(
            ["source", "output", "stage", "limit", "batch_size", "checkpoint_every", "request_id"],
            details.FieldViolations.Select(violation => violation.Field));
        Assert.All(details.FieldViolations, violation => Assert.Contains(violation.Description, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 1_000_001, "checkpoint_every 1000001 is out of range. Give 1 to 1000000 submissions, or leave it out for 10000.")]
    [InlineData(1, long.MaxValue, "checkpoint_every 9223372036854775807 is out of range. Give 1 to 1000000 submissions, or leave it out for 10000.")]
    [InlineData(1, 100_001, "checkpoint_every 100001 with batch_size 1 is more than 100000 batches. Give 100000 at most, or larger batches.")]
    [InlineData(9, 900_001, "checkpoint_every 900001 with batch_size 9 is more than 100000 batches. Give 900000 at most, or larger batches.")]
    public async Task Checkpoints_are_not_so_far_apart_that_what_lies_between_them_could_not_be_kept(int? batchSize, long checkpointEvery, string refusal)
    {
        StartJobRequest request = Request(batchSize, checkpointEvery);
        (string message, BadRequest details) = await RefusedAsync<BadRequest>(request, StatusCode.InvalidArgument);
        Assert.Equal("checkpoint_every", Assert.Single(details.FieldViolations).Field);
        Assert.Equal(refusal, message);
    }

    [Theory]
    [InlineData(null, 1_000_000L)]
    [InlineData(10, 1_000_000L)]
    [InlineData(1, 100_000L)]
    [InlineData(1, null)]
    public async Task Checkpoints_may_be_far_apart(int? batchSize, long? checkpointEvery)
    {
        Job job = await StartAsync(Request(batchSize, checkpointEvery));
        Assert.Equal(checkpointEvery ?? 10_000, Gateway.Ledger[job.Id].Request.CheckpointEvery);
    }

    [Fact]
    public async Task A_request_without_a_source_is_told_what_a_source_is()
    {
        (string message, _) = await RefusedAsync<BadRequest>(new StartJobRequest(), StatusCode.InvalidArgument);
        Assert.Equal("source is missing. Name a folder of submissions, a tar or a tar.gz.", message);
    }

    [Fact]
    public async Task A_source_that_does_not_exist_is_not_found()
    {
        (string message, ResourceInfo details) =
            await RefusedAsync<ResourceInfo>(new StartJobRequest { Source = Folder["data/dump.tar.gz"] }, StatusCode.NotFound);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
        Assert.Equal(("source", Folder["data/dump.tar.gz"]), (details.ResourceType, details.ResourceName));
    }

    [Fact]
    public async Task A_source_outside_the_roots_is_not_allowed_whether_it_exists_or_not()
    {
        Folder.Write("elsewhere/tree/x", "");
        Folder.Write("data-too/x", "");
        Folder.Link("data/link-to-folder", Folder["elsewhere/tree"]);
        Folder.Link("data/link-to-file", "../elsewhere/tree/x");
        Folder.Link("data/link-to-nothing", "../elsewhere/nothing");
        foreach (string name in (string[])
            ["elsewhere/tree", "elsewhere/nothing", "data/link-to-folder", "data/link-to-folder/x", "data/link-to-file", "data/link-to-nothing",
                "data/../elsewhere/tree", "data/link-to-folder/..", "data-too", ""])
        {
            (string message, ErrorInfo details) =
                await RefusedAsync<ErrorInfo>(new StartJobRequest { Source = Folder[name] }, StatusCode.PermissionDenied);
            Assert.Equal(("SOURCE_NOT_ALLOWED", "pyner"), (details.Reason, details.Domain));
            Assert.Contains(Folder["data"], message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_that_stay_below_the_roots_are_followed()
    {
        Folder.Link("data/link", Folder["data/tree"]);
        Folder.Link("way-in", Folder["data"]);
        foreach (string name in (string[])["data/link", "data/tree/../link/.", "way-in/link"])
        {
            Job job = await StartAsync(new StartJobRequest { Source = Folder[name] });
            Assert.Equal(Folder["data/tree"], job.Options.Source);
        }
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused()
    {
        Folder.Link("data/a", "b");
        Folder.Link("data/b", "a");
        (string message, _) = await RefusedAsync<ResourceInfo>(new StartJobRequest { Source = Folder["data/a"] }, StatusCode.NotFound);
        Assert.Contains("symbolic links", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_folder_outside_the_roots_is_not_allowed()
    {
        Folder.Link("kb/link", Folder["data"]);
        foreach (string name in (string[])["elsewhere", "kb/../elsewhere", "kb/link/new"])
        {
            (_, ErrorInfo details) = await RefusedAsync<ErrorInfo>(
                new StartJobRequest { Source = Folder["data/tree"], Output = Folder[name] }, StatusCode.PermissionDenied);
            Assert.Equal("OUTPUT_NOT_ALLOWED", details.Reason);
        }
    }

    [Fact]
    public async Task An_output_folder_that_is_a_file_or_lies_in_the_source_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Folder, options => options with { OutputRoots = [Folder.Path] });
        foreach ((string name, string reason) in ((string, string)[])
            [("data/tree", "lies in the source"), ("data/tree/kb", "lies in the source"),
                ("data/tree/SRA000001/SRA000001.run.xml", "lies in the source"), ("file", "is a file")])
        {
            Folder.Write("file", "");
            (string message, BadRequest details) = await gateway.Jobs.StartJobAsync(
                new StartJobRequest { Source = Folder["data/tree"], Output = Folder[name] }, cancellationToken: Cancellation)
                .FailsAsync<BadRequest>(StatusCode.InvalidArgument);
            Assert.Equal("output", Assert.Single(details.FieldViolations).Field);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_unfinished_jobs_do_not_write_to_one_folder()
    {
        var request = new StartJobRequest { Source = Folder["data/tree"], Output = Folder["kb/one"] };
        Job first = await StartAsync(request);
        (string message, _) = await RefusedAsync<PreconditionFailure>(request, StatusCode.FailedPrecondition);
        Assert.Contains(Folder["kb/one"], message, StringComparison.Ordinal);
        Gateway.Ledger.Change(first.Id, job => job with { State = DistributedJobState.Completed });
        await StartAsync(request);
    }

    [Fact]
    public async Task No_more_jobs_than_the_limit_are_unfinished()
    {
        var request = new StartJobRequest { Source = Folder["data/tree"] };
        Job first = await StartAsync(request);
        await StartAsync(request);
        await StartAsync(request);
        (string message, _) = await RefusedAsync<QuotaFailure>(request, StatusCode.ResourceExhausted);
        Assert.Equal("3 jobs are unfinished, and 3 is the limit. Wait for one.", message);
        Gateway.Ledger.Change(first.Id, job => job with { State = DistributedJobState.Cancelled });
        await StartAsync(request);
    }

    [Fact]
    public async Task A_repeated_request_finds_the_job_that_it_started()
    {
        var request = new StartJobRequest { Source = Folder["data/tree"], RequestId = Guid.NewGuid().ToString() };
        Job first = await StartAsync(request);
        Gateway.Ledger.Change(first.Id, job => job with { State = DistributedJobState.Running });
        Job again = await StartAsync(request);
        Assert.Equal((first.Id, JobState.Running), (again.Id, again.State));
        Assert.Single(Gateway.Hints.Given);
        request.Limit = 5;
        (_, BadRequest details) = await RefusedAsync<BadRequest>(request, StatusCode.InvalidArgument);
        Assert.Equal("request_id", Assert.Single(details.FieldViolations).Field);
        Assert.NotEqual(first.Id, (await StartAsync(new StartJobRequest { Source = Folder["data/tree"], RequestId = "another" })).Id);
    }

    [Fact]
    public async Task A_repeated_request_finds_its_job_wherever_the_source_has_gone()
    {
        Folder.Link("data/latest", Folder["data/tree"]);
        var request = new StartJobRequest { Source = Folder["data/tree/."], RequestId = "by its name" };
        var linked = new StartJobRequest { Source = Folder["data/latest"], Output = Folder["kb/mine"], RequestId = "by a link" };
        Job first = await StartAsync(request);
        Job second = await StartAsync(linked);
        Assert.Equal(second.Id, (await StartAsync(linked)).Id);

        Directory.Move(Folder["data/tree"], Folder["data/moved"]);
        Assert.Equal(first.Id, (await StartAsync(request)).Id);
        Assert.Equal(second.Id, (await StartAsync(linked)).Id);
        foreach (StartJobRequest other in (StartJobRequest[])
            [
                new(request) { Source = Folder["data/other"] },
                new(request) { Output = Folder["kb/mine"] },
                new(linked) { Output = "" },
                new(linked) { Tables = true },
                new(linked) { BatchSize = 5 },
            ])
        {
            (_, BadRequest details) = await RefusedAsync<BadRequest>(other, StatusCode.InvalidArgument);
            Assert.Equal("request_id", Assert.Single(details.FieldViolations).Field);
        }

        // Or there is a link to where it is now.
        Folder.Link("data/tree", Folder["data/moved"]);
        Assert.Equal(first.Id, (await StartAsync(request)).Id);
        Assert.Equal(2, Gateway.Hints.Given.Count);
    }

    [Fact]
    public async Task What_the_ledger_refuses_is_told_apart_whatever_else_is_the_case()
    {
        var request = new StartJobRequest { Source = Folder["data/tree"], Output = Folder["kb/one"] };
        await StartAsync(request);
        for (int i = 0; i < 2; i++)
            await StartAsync(new StartJobRequest { Source = Folder["data/tree"] });
        // As many jobs as may be are unfinished, and the folder is taken.
        (_, PreconditionFailure folder) = await RefusedAsync<PreconditionFailure>(request, StatusCode.FailedPrecondition);
        Assert.Equal(("OUTPUT_FOLDER", Folder["kb/one"]), (folder.Violations[0].Type, folder.Violations[0].Subject));
        Gateway.Ledger.IsForeign = true;
        (string message, PreconditionFailure version) = await RefusedAsync<PreconditionFailure>(
            new StartJobRequest { Source = Folder["data/tree"] }, StatusCode.FailedPrecondition);
        Assert.Equal("JOB", version.Violations[0].Type);
        Assert.Contains("version 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_is_away_can_be_asked_again()
    {
        Gateway.Ledger.IsAway = true;
        var request = new StartJobRequest { Source = Folder["data/tree"] };
        (string message, RetryInfo details) = await RefusedAsync<RetryInfo>(request, StatusCode.Unavailable);
        Assert.Equal("The ledger can't be reached now. Ask again in a few seconds.", message);
        Assert.Equal(2, details.RetryDelay.Seconds);
        Gateway.Ledger.IsAway = false;
        await StartAsync(request);
    }

    [Fact]
    public async Task An_error_about_a_very_long_path_fits_in_the_headers_that_it_travels_in()
    {
        string path = Folder["data/" + string.Concat(Enumerable.Repeat("long/", 780))];
        (string message, _) = await RefusedAsync<ResourceInfo>(new StartJobRequest { Source = path }, StatusCode.NotFound);
        Assert.InRange(message.Length, 100, 1000);
        (message, _) = await RefusedAsync<BadRequest>(new StartJobRequest { Source = path + path }, StatusCode.InvalidArgument);
        Assert.Contains("full path", message, StringComparison.Ordinal);
        // One that is another job's.
        var request = new StartJobRequest { Source = Folder["data/tree"], Output = Folder["kb/" + string.Concat(Enumerable.Repeat("long/", 780))] };
        await StartAsync(request);
        (message, PreconditionFailure details) = await RefusedAsync<PreconditionFailure>(request, StatusCode.FailedPrecondition);
        Assert.InRange(message.Length, 100, 1000);
        Assert.InRange(details.Violations[0].Subject.Length, 100, 1000);
    }

    private StartJobRequest Request(int? batchSize, long? checkpointEvery)
    {
        var request = new StartJobRequest { Source = Folder["data/tree"] };
        if (batchSize is int size)
            request.BatchSize = size;
        if (checkpointEvery is long every)
            request.CheckpointEvery = every;
        return request;
    }

    private async Task<Job> StartAsync(StartJobRequest request) =>
        await Gateway.Jobs.StartJobAsync(request, cancellationToken: Cancellation);

    private Task<(string Message, T Details)> RefusedAsync<T>(StartJobRequest request, StatusCode code)
        where T : class, Google.Protobuf.IMessage<T>, new() => Gateway.Jobs.StartJobAsync(request).FailsAsync<T>(code);
}
