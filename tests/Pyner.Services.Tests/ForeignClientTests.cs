using System.Diagnostics;
using System.Text.Json;
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
        PynerSystem.Require();
        JsonElement[] said = await RunAsync(_ => { }, "services");
        string[] services = [.. Assert.Single(said).GetProperty("services").EnumerateArray().Select(service => service.GetString()!)];
        Assert.Contains("pyner.v1.Jobs", services);
        Assert.Contains("pyner.v1.Catalogs", services);
        Assert.Contains("grpc.health.v1.Health", services);
    }

    [Fact]
    public async Task It_starts_a_job_and_watches_it_to_its_end_though_the_gateway_dies_meanwhile()
    {
        PynerSystem.Require();
        string source = system.Corpora.Generated("tree");
        string output = system.NewOutput();
        JsonElement[] said;
        // Without them the job does not come to its end before the gateway does.
        foreach (ServiceProcess worker in system.Workers)
            await worker.StopAsync();
        try
        {
            var watches = new TaskCompletionSource();
            var watchesAgain = new TaskCompletionSource();
            Task<JsonElement[]> client = RunAsync(
                heard =>
                {
                    if (heard[^1].TryGetProperty("percent", out _))
                        (heard.Any(IsLost) ? watchesAgain : watches).TrySetResult();
                },
                "run", source, output);
            // It says why where it ends before.
            if (await Task.WhenAny(watches.Task, client) == client)
                await client;
            await system.Gateway.KillAsync();
            system.Gateway.Start();
            await Task.WhenAny(watchesAgain.Task, client);
            foreach (ServiceProcess worker in system.Workers)
                worker.Start();
            said = await client;
        }
        finally
        {
            await system.StartAllAsync();
        }

        Assert.Contains(said, IsLost);
        Assert.Equal("JOB_STATE_COMPLETED", said[^1].GetProperty("ended").GetString());
        JsonElement[] states = [.. said.Where(line => line.TryGetProperty("percent", out _))];
        Assert.True(states.Length > 2, "it was told next to nothing of the job");
        Assert.Equal(100, states[^1].GetProperty("percent").GetDouble());
        Assert.Equal(
            states.Select(state => state.GetProperty("percent").GetDouble()).Order(),
            states.Select(state => state.GetProperty("percent").GetDouble()));
        Assert.Equal(system.Corpora.Built(source, false), PublishedOutputs.Of(output));
    }

    /// <summary>Whether a line says that the connection to the gateway was lost.</summary>
    private static bool IsLost(JsonElement line) => line.TryGetProperty("lost", out _);

    /// <summary>Runs the client, which says one JSON object a line.</summary>
    /// <param name="hear">Called with each line, and those before it.</param>
    /// <param name="arguments">The client's arguments.</param>
    private async Task<JsonElement[]> RunAsync(Action<IReadOnlyList<JsonElement>> hear, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "sh", [Path.Combine(RealDocuments.RepositoryRoot, "tests", "clients", "node", "run.sh"), system.GatewayAddress, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYNER_API_KEY"] = system.Key },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        var said = new List<JsonElement>();
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            said.Add(JsonSerializer.Deserialize<JsonElement>(line));
            hear(said);
        }
        await process.WaitForExitAsync(Cancellation);
        Assert.SkipWhen(process.ExitCode == CannotRun, await errors);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await errors}\n{string.Join('\n', said)}");
        return [.. said];
    }
}
