using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>What the tool loads: each library that it does not need would cost every start a few milliseconds.</summary>
public sealed class StartUpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_build_loads_nothing_that_talks_to_the_gateway()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        string[] loaded = Loaded("build", _folder["source"], "--out", _folder["kb"], "--quiet");
        Assert.Contains("Pyner.KnowledgeBase", loaded);
        Assert.DoesNotContain(loaded, IsForTheGateway);
    }

    [Fact]
    public void A_job_command_loads_it() => Assert.Contains(Loaded("job", "list", "--gateway", "http://127.0.0.1:1"), IsForTheGateway);

    private static bool IsForTheGateway(string assembly) =>
        assembly == "Pyner.Contracts" || assembly.StartsWith("Grpc", StringComparison.Ordinal) || assembly.StartsWith("Google", StringComparison.Ordinal)
        || assembly == "System.Net.Http";

    private string[] Loaded(params string[] arguments)
    {
        Tool.Run(
            new Dictionary<string, string>
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.Variable] = _folder["loaded"],
            },
            arguments);
        return File.ReadAllLines(_folder["loaded"]);
    }
}
