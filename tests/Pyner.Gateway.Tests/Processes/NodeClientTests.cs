using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;
using Pyner.TestData;
using Xunit;

namespace Pyner.Gateway.Tests.Processes;

/// <summary>A gRPC client in another language, which has only what reflection tells it.</summary>
public sealed class NodeClientTests : GatewayTests
{
    // run.sh ends so where there is no Node, or its packages can't be fetched.
    private const int CannotRun = 77;

    [Fact]
    public async Task It_lists_the_services()
    {
        (int exitCode, JsonElement[] lines) = await RunAsync("services");
        Assert.Equal(0, exitCode);
        Assert.Superset(
            new HashSet<string?> { "pyner.v1.Jobs", "pyner.v1.Catalogs" },
            Assert.Single(lines).GetProperty("services").EnumerateArray().Select(name => name.GetString()).ToHashSet());
    }

    [Fact]
    public async Task It_starts_a_job_and_watches_it_to_the_end()
    {
        Task<(int, JsonElement[])> run = RunAsync("run", Folder["data/tree"]);
        while (Gateway.Hints.Given.IsEmpty && !run.IsCompleted)
            await Task.Delay(20, Cancellation);
        if (Gateway.Hints.Given.TryPeek(out string? hint))
        {
            string id = hint.Split(' ')[1];
            for (int done = 0; done <= 100; done += 25)
            {
                Gateway.Ledger.Change(id, job => job with
                {
                    State = DistributedJobState.Running,
                    SubmissionsTotal = 100,
                    Parsed = new BatchFigures(done, 0, 0, 0, 0, 0),
                });
                await Task.Delay(200, Cancellation);
            }
            Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        }
        (int exitCode, JsonElement[] lines) = await run;
        Assert.Equal(0, exitCode);
        double[] percents = [.. lines.Where(line => line.TryGetProperty("percent", out _)).Select(line => line.GetProperty("percent").GetDouble())];
        Assert.Equal(percents.Order(), percents);
        Assert.True(percents.Length >= 4 && percents[^1] == 100, string.Join(' ', percents));
        Assert.Equal("JOB_STATE_COMPLETED", lines[^1].GetProperty("ended").GetString());
    }

    private async Task<(int ExitCode, JsonElement[] Lines)> RunAsync(params string[] arguments)
    {
        string script = Path.Combine(RealDocuments.RepositoryRoot, "tests", "clients", "node", "run.sh");
        string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Gateway.Address.Port}");
        ToolRun run = await Task.Run(() => ToolRun.Of(new ProcessStartInfo("/bin/sh", [script, address, .. arguments])), Cancellation);
        Assert.SkipWhen(run.ExitCode == CannotRun, run.Error);
        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        return (run.ExitCode, [.. run.OutputLines.Select(line => JsonElement.Parse(line))]);
    }
}
