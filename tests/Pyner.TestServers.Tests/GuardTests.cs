using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Pyner.TestServers.Tests;

/// <summary>Servers end with the process that started them, even if it had no chance to end them.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task Servers_do_not_outlive_a_test_process_that_is_killed()
    {
        Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");
        Assert.SkipWhen(Availability.WhyNoRabbitMq is not null, Availability.WhyNoRabbitMq ?? "");
        string host = Path.Combine(AppContext.BaseDirectory, "Pyner.TestServers.TestHost.dll");
        var start = new ProcessStartInfo(BuiltProgram.Host, ["exec", host]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        var said = new List<string>();
        while (said.Count < 4 && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is string line)
            said.Add(line);
        Assert.Equal(4, said.Count);
        int[] servers = [.. said[..2].Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        string[] folders = [.. said[2..]];
        Assert.All(folders, folder => Assert.True(Directory.Exists(folder)));
        Assert.All(folders, folder => Assert.Contains(ServerProcesses(servers, folder), _ => true));

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        for (int attempt = 0; attempt < 200 && (folders.Any(Directory.Exists) || folders.Any(folder => ServerProcesses(servers, folder).Any())); attempt++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.All(folders, folder => Assert.Empty(ServerProcesses(servers, folder)));
        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
    }

    /// <summary>The servers, and whatever else has their folder on its command line.</summary>
    private static IEnumerable<string> ServerProcesses(int[] servers, string folder) =>
        Process.GetProcesses()
            .Select(process => (process.Id, Line: CommandLine.Of(process.Id)))
            .Where(process => process.Line.Length > 0 && (servers.Contains(process.Id) || process.Line.Contains(folder, StringComparison.Ordinal)))
            .Select(process => process.Line);
}
