using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Pyner.TestServers.Tests;

public sealed class RedisServerTests
{
    public RedisServerTests() => Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_written_is_there_after_a_kill_or_a_stop_under_the_same_connection_string(bool kill)
    {
        await using RedisServer server = await RedisServer.StartNewAsync(cancellation: TestContext.Current.CancellationToken);
        string connection = server.ConnectionString;
        Assert.Equal("+OK", await AskAsync(server, "SET submission SRA000001"));
        if (kill)
            await server.KillAsync();
        else
            await server.StopAsync();
        Assert.False(server.IsRunning);
        await Assert.ThrowsAnyAsync<SocketException>(() => AskAsync(server, "PING"));
        await server.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(connection, server.ConnectionString);
        Assert.Equal("$9", await AskAsync(server, "GET submission"));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using RedisServer server = await RedisServer.StartNewAsync(cancellation: TestContext.Current.CancellationToken);
        Assert.StartsWith("-NOAUTH", await AskAsync(server, "GET submission", false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_server_keeps_its_connections_and_answers_once_it_is_thawed()
    {
        await using RedisServer server = await RedisServer.StartNewAsync(cancellation: TestContext.Current.CancellationToken);
        await server.FreezeAsync();
        Task<string> answer = AskAsync(server, "PING");
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(200, TestContext.Current.CancellationToken)));
        server.Thaw();
        Assert.Equal("+PONG", await answer);
    }

    [Fact]
    public async Task Two_servers_do_not_share_anything_and_leave_nothing()
    {
        string[] folders;
        await using (RedisServer one = await RedisServer.StartNewAsync(cancellation: TestContext.Current.CancellationToken))
        await using (RedisServer other = await RedisServer.StartNewAsync("everysec", cancellation: TestContext.Current.CancellationToken))
        {
            Assert.Equal("+OK", await AskAsync(one, "SET submission SRA000001"));
            Assert.Equal("$-1", await AskAsync(other, "GET submission"));
            folders = [one.Folder, other.Folder];
        }
        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        ServerFailedException failed = await Assert.ThrowsAsync<ServerFailedException>(
            () => RedisServer.StartNewAsync(settings: ["no-such-setting yes"], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("no-such-setting", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>The first line of the answer to one command.</summary>
    private static async Task<string> AskAsync(RedisServer server, string command, bool authenticate = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        string password = server.ConnectionString.Split("password=")[1];
        string question = authenticate ? $"AUTH {password}\r\n{command}\r\n" : $"{command}\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(question), TestContext.Current.CancellationToken);
        if (authenticate)
            Assert.Equal("+OK", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        return (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!;
    }
}
