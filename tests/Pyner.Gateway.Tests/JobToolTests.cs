using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pyner.Pipeline;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary><c>pyner job ...</c> as a process, against a gateway over a ledger in memory.</summary>
public sealed partial class JobToolTests : GatewayTests
{
    [Fact]
    public async Task Start_prints_the_job_s_id_and_takes_relative_paths_from_where_it_runs()
    {
        using JobTool tool = Start(
            "start", "data/tree", "--out", "kb/one", "--stage", "2", "--limit", "50", "--batch-size", "7", "--checkpoint-every", "1,000",
            "--studies", "--tables");
        Assert.Equal(0, await tool.EndsAsync());
        JobStatus status = Gateway.Ledger[tool.Output.Trim()];
        JobRequest request = status.Request;
        Assert.Equal((Folder["data/tree"], Folder["kb/one"]), (request.SourcePath, request.OutputFolder));
        Assert.Equal((2, 50L, 7, 1000L), (request.Stage, request.Limit, request.BatchSize, request.CheckpointEvery));
        Assert.Equal((true, true), (request.Studies, request.Tables));
        Assert.Empty(tool.Error);
    }

    [Fact]
    public async Task Start_tells_what_the_gateway_refuses()
    {
        using JobTool tool = Start("start", "elsewhere");
        Assert.Equal(2, await tool.EndsAsync());
        Assert.StartsWith(
            $"pyner: error: The source '{Folder["elsewhere"]}' is not, or leads out of, where sources may lie: ",
            tool.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Output);
    }

    [Fact]
    public async Task Start_with_watch_goes_on_to_the_end()
    {
        using JobTool tool = Start("start", "data/tree", "--watch");
        await tool.SaysAsync(" started");
        string id = JobId().Match(tool.Error).Value;
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Running, StartedAt = DateTimeOffset.UtcNow, SubmissionsTotal = 40 });
        await tool.SaysAsync("running: 0 of 40 submissions");
        Gateway.Ledger.Change(id, job => job with
        {
            Parsed = new BatchFigures(40, 12_000_000, 0, 5, 6, 7),
            State = DistributedJobState.Completed,
            EndedAt = DateTimeOffset.UtcNow
        });
        Assert.Equal(0, await tool.EndsAsync());
        Assert.Matches("Processed +40 of 40 submissions, 12.0 MB of XML", tool.Output);
        Assert.Matches($"Knowledge base +{Regex.Escape(Folder["kb"])}/{id}/knowledge_base.json", tool.Output);
    }

    [Theory]
    [InlineData(DistributedJobState.Completed, 0, 0, 0, "done", null)]
    [InlineData(DistributedJobState.Completed, 3, 0, 1, "done_with_rejected", null)]
    [InlineData(
        DistributedJobState.Completed, 3, 1, 2, "done_with_failed_batches",
        "the knowledge base is incomplete: 1 batch could not be read (the first, number 4: the volume is gone)")]
    [InlineData(DistributedJobState.Failed, 0, 0, 2, "failed", "the job failed: because")]
    [InlineData(DistributedJobState.Cancelled, 0, 0, 2, "cancelled", "the job was cancelled: because")]
    public async Task Watching_ends_with_the_exit_code_of_the_job_s_end(
        DistributedJobState state, int rejected, int failed, int exitCode, string outcome, string? message)
    {
        string id = Gateway.AddJob().Id;
        using JobTool tool = Start("watch", id, "--json");
        await tool.SaysAsync("\"state\":\"running\"");
        Gateway.Ledger.Change(id, job => job with
        {
            State = state,
            EndedAt = DateTimeOffset.UtcNow,
            Reason = state == DistributedJobState.Completed ? null : "because",
            Parsed = job.Parsed with { Rejected = rejected },
            FailedBatches = failed,
            Failures = failed == 0 ? [] : [new FailedBatch(4, new BatchId(1), "the volume is gone")],
        });
        Assert.Equal(exitCode, await tool.EndsAsync());
        JsonElement[] lines = [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.All(lines[..^1], line => Assert.Equal("progress", line.GetProperty("type").GetString()));
        Assert.Equal(25, lines[0].GetProperty("percent").GetDouble());
        Assert.Equal(["cpu", "cuda:0"], lines[0].GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("device").GetString()));
        JsonElement summary = lines[^1];
        Assert.Equal(
            ("summary", id, outcome, exitCode, (long)rejected),
            (summary.GetProperty("type").GetString(), summary.GetProperty("job").GetString(), summary.GetProperty("outcome").GetString(),
                summary.GetProperty("exit_code").GetInt32(), summary.GetProperty("rejected").GetInt64()));
        if (message is null)
            Assert.Empty(tool.Error);
        else
            Assert.Contains("pyner: error: " + message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_survives_a_gateway_that_is_started_anew()
    {
        string id = Gateway.AddJob().Id;
        Uri address = Gateway.Address;
        using JobTool tool = Start("watch", id);
        await tool.SaysAsync("running: 250 of 1,000 submissions (25.0 %)");
        await Gateway.StopAsync();
        await Gateway.DisposeAsync();
        await tool.SaysAsync("the connection to the gateway was lost; trying again, from revision 17");
        await Task.Delay(1500, Cancellation);
        Gateway = await TestGateway.StartAsync(Folder, options => options with { GrpcPort = address.Port }, Gateway.Ledger);
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        Assert.Equal(1, await tool.EndsAsync());
        Assert.Contains("connected again, going on from revision 18", tool.Error, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(tool.Error, "was lost"));
    }

    [Fact]
    public async Task Watching_says_that_the_ledger_is_away_and_back()
    {
        string id = Gateway.AddJob().Id;
        using JobTool tool = Start("watch", id);
        await tool.SaysAsync("running: ");
        Gateway.Ledger.IsAway = true;
        await tool.SaysAsync("the gateway can't reach the ledger; what is shown may be old");
        Gateway.Ledger.IsAway = false;
        await tool.SaysAsync("the gateway reaches the ledger again");
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Cancelled, Reason = "enough" });
        Assert.Equal(2, await tool.EndsAsync());
    }

    [Fact]
    public async Task Ctrl_c_ends_the_watching_and_not_the_job()
    {
        string id = Gateway.AddJob().Id;
        using JobTool tool = Start("watch", id);
        await tool.SaysAsync("running: ");
        tool.PressCtrlC();
        Assert.Equal(130, await tool.EndsAsync());
        Assert.Contains($"no longer watching; the job goes on. 'pyner job watch {id}' shows it again", tool.Error, StringComparison.Ordinal);
        Assert.Equal((17L, false), (Gateway.Ledger[id].Revision, Gateway.Ledger[id].CancelRequested));
    }

    [Fact]
    public async Task On_a_terminal_there_is_a_bar_and_a_line_for_each_device()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "the program script (util-linux) is not installed");
        string id = Gateway.AddJob().Id;
        await Gateway.Ledger.BeatAsync(Examples.Worker("w1"), TimeSpan.FromMinutes(1), Cancellation);
        using JobTool tool = JobTool.StartOnTerminal(Gateway.Address, 100, "watch", id);
        await tool.SaysAsync("cuda:0");
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed, EndedAt = DateTimeOffset.UtcNow });
        Assert.Equal(1, await tool.EndsAsync());
        string shown = EscapeSequence().Replace(tool.Output, "");
        Assert.Matches("━━━━ +25.0 %", shown);
        Assert.Contains("250 of 1,000 submissions · 5.00 MB · ", shown, StringComparison.Ordinal);
        Assert.Matches("cpu +━{16}  100 submissions · 2.00 MB · .* · 1 worker", shown);
        Assert.Matches("cuda:0 +━{16}  150 submissions · 3.00 MB · ", shown);
        Assert.Matches("│ State +│ completed, 100.0 % +│", shown);
        Assert.Contains("\e[?25h", tool.Output, StringComparison.Ordinal); // the cursor is back
    }

    [Fact]
    public async Task Status_shows_figures_devices_workers_and_failures()
    {
        string id = Gateway.AddJob(job => job with { FailedBatches = 1, Failures = [new FailedBatch(4, new BatchId(1), "the volume\e[31m is gone")] }).Id;
        await Gateway.Ledger.BeatAsync(Examples.Worker("w1"), TimeSpan.FromMinutes(1), Cancellation);
        using JobTool tool = Start("status", id);
        Assert.Equal(0, await tool.EndsAsync());
        Assert.Matches("State +running, 25.0 %\n", tool.Output);
        Assert.Matches("Batches +6 planned, 2 parsed, 0 merged, 1 failed\n", tool.Output);
        Assert.Matches(
            "cuda:0 +150 submissions, 3.00 MB, .*, 0 workers, kernels 1.50 s, copies 0.50 s, 15 files and 3 buffers left to the processor\n",
            tool.Output);
        Assert.Matches(@"Worker +w1 on box: cpu \(asked for auto\), avx2, heard of [0-9.]+ s before", tool.Output);
        Assert.Matches(@"Failed batch +4: the volume\\u001b\[31m is gone\n", tool.Output);
        Assert.Matches("Knowledge base +not written yet\n", tool.Output);

        using JobTool json = Start("status", id, "--json");
        Assert.Equal(0, await json.EndsAsync());
        JsonElement line = JsonElement.Parse(json.Output);
        Assert.Equal(
            ("job", "running", 1L),
            (line.GetProperty("type").GetString(), line.GetProperty("state").GetString(), line.GetProperty("rejected").GetInt64()));
        JsonElement[] devices = [.. line.GetProperty("devices").EnumerateArray()];
        Assert.False(devices[0].TryGetProperty("kernel_seconds", out _));
        Assert.Equal(
            (440L, 2_900_000L, 5L, 1.5, 0.5),
            (devices[1].GetProperty("indexed_files").GetInt64(), devices[1].GetProperty("indexed_bytes").GetInt64(),
                devices[1].GetProperty("launches").GetInt64(),
                devices[1].GetProperty("kernel_seconds").GetDouble(), devices[1].GetProperty("copy_seconds").GetDouble()));
        Assert.Equal(
            """{"doctype_files":4,"other_encoding_files":5,"long_files":6,"smaller_buffers":7"""
            + ""","out_of_memory":1,"failures":2,"first_failure":"the driver\u001B[31m says no"}""",
            devices[1].GetProperty("fallbacks").GetRawText());
        Assert.Equal("w1", line.GetProperty("workers")[0].GetProperty("worker").GetString());
        Assert.Equal(4, line.GetProperty("failed_batches")[0].GetProperty("batch").GetInt64());
    }

    [Fact]
    public async Task List_shows_the_newest_first_over_several_pages()
    {
        string[] newestFirst = [.. Enumerable.Range(0, 130).Select(_ => Gateway.AddJob().Id).Reverse()];
        using JobTool tool = Start("list", "--top", "125");
        Assert.Equal(0, await tool.EndsAsync());
        string[] lines = tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("job\tstate\tpercent\tsubmissions\tcreated\tsource", lines[0]);
        Assert.Equal(newestFirst[..125], lines[1..].Select(line => line.Split('\t')[0]));
        Assert.Equal(["running", "25.0", "250"], lines[1].Split('\t')[1..4]);
        using JobTool json = Start("list", "--json");
        Assert.Equal(0, await json.EndsAsync());
        Assert.Equal(
            newestFirst[..20],
            json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("job").GetString()!));
    }

    [Fact]
    public async Task Cancel_asks_and_tells_where_it_is_too_late()
    {
        string id = Gateway.AddJob().Id;
        using (JobTool tool = Start("cancel", id, "--reason", "wrong dump"))
        {
            Assert.Equal(0, await tool.EndsAsync());
            Assert.Equal((true, "wrong dump"), (Gateway.Ledger[id].CancelRequested, Gateway.Ledger[id].Reason));
        }
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        using JobTool late = Start("cancel", id);
        Assert.Equal(2, await late.EndsAsync());
        Assert.Equal("pyner: error: the job is completed already, and stays as it is\n", late.Error);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("cancel")]
    public async Task An_unknown_job_is_an_error(string command)
    {
        using JobTool tool = Start(command, "no-such-job");
        Assert.Equal(2, await tool.EndsAsync());
        Assert.Equal("pyner: error: There is no job 'no-such-job'. ListJobs gives those that there are.\n", tool.Error);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("watch x")]
    [InlineData("start .")]
    public async Task Where_there_is_no_gateway_the_error_says_what_to_do(string command)
    {
        using JobTool tool = JobTool.Start(new Uri("http://127.0.0.1:1"), Folder.Path, command.Split(' '));
        Assert.Equal(2, await tool.EndsAsync());
        Assert.StartsWith("pyner: error: no gateway can be reached at http://127.0.0.1:1/ (Connection refused)", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_speaks_no_grpc_is_an_error()
    {
        using JobTool tool = JobTool.Start(Gateway.Json.BaseAddress!, Folder.Path, "list");
        Assert.Equal(2, await tool.EndsAsync());
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"pyner: error: no gateway can be reached at {Gateway.Json.BaseAddress}"),
            tool.Error, StringComparison.Ordinal);
    }

    private JobTool Start(params string[] arguments) => JobTool.Start(Gateway.Address, Folder.Path, arguments);

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex JobId();

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex EscapeSequence();
}
