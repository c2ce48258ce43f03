using System.Diagnostics;
using System.Text.Json;
using Pyner.Contracts.V1;
using Pyner.TestData;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>
/// A client in another language (<c>tests/clients/node</c>) that was given none of the <c>.proto</c> files: what it knows of the services it has from
/// the gateway's reflection. It ends with another code where a status goes back or passes 100 %.
/// </summary>
public sealed class ForeignClientTests(PynerSystem system)
{
    /// <summary>The script's exit code where it can't be run here.</summary>
    private const int CannotRun = 77;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_the_services_by_reflection()
    {
        Assert.SkipWhen(PynerSystem.WhyNot is not null, PynerSystem.WhyNot ?? "");
        JsonElement[] said = await RunAsync("services");
        string[] services = [.. Assert.Single(said).GetProperty("services").EnumerateArray().Select(service => service.GetString()!)];
        Assert.Contains("pyner.v1.Jobs", services);
        Assert.Contains("pyner.v1.Catalogs", services);
        Assert.Contains("grpc.health.v1.Health", services);
    }

    [Fact]
    public async Task It_starts_a_job_and_watches_it_to_its_end_though_the_gateway_dies_meanwhile()
    {
        Assert.SkipWhen(PynerSystem.WhyNot is not null, PynerSystem.WhyNot ?? "");
        string source = system.Corpora.Generated("tree");
        string output = system.NewOutput();
        Task<JsonElement[]> client = RunAsync("run", source, output);
        Job? started = null;
        while (started is null && !client.IsCompleted)
            started = (await system.ListJobsAsync()).FirstOrDefault(job => job.Options.Output == output && job.Progress.Parsed.Submissions > 0);
        if (started is not null && !PynerSystem.IsAtEnd(started))
        {
            await system.Gateway.KillAsync();
            system.Gateway.Start();
        }

        JsonElement[] said = await client;
        Assert.Equal("JOB_STATE_COMPLETED", said[^1].GetProperty("ended").GetString());
        JsonElement[] states = [.. said.Where(line => line.TryGetProperty("percent", out _))];
        Assert.True(states.Length > 2, "it was told next to nothing of the job");
        Assert.Equal(100, states[^1].GetProperty("percent").GetDouble());
        Assert.Equal(states.Select(state => state.GetProperty("percent").GetDouble()).Order(), states.Select(state => state.GetProperty("percent").GetDouble()));
        Assert.Equal(system.Corpora.Built(source, false), Corpora.Outputs(output));
    }

    /// <summary>Runs the client, which says one JSON object a line.</summary>
    private async Task<JsonElement[]> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [Path.Combine(RealDocuments.RepositoryRoot, "tests", "clients", "node", "run.sh"), system.GatewayAddress, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYNER_API_KEY"] = system.Key },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.SkipWhen(process.ExitCode == CannotRun, await errors);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await errors}\n{output}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
