using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary><c>pyner key</c>.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Keys => _folder["keys"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_key_is_a_new_one_and_the_file_has_only_its_digest()
    {
        ToolRun[] runs = [Tool.Run("key", "alice", "--role", "operate", "--keys", Keys), Tool.Run("key", "ci@example.org", "--role", "read", "--keys", Keys)];
        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        string[] keys = [.. runs.Select(run => Assert.Single(run.OutputLines))];
        Assert.All(keys, key => Assert.Matches("^pyner_[A-Za-z0-9_-]{43}$", key));
        Assert.Equal(2, keys.Distinct().Count());
        Assert.Equal([$"operate alice {Digest(keys[0])}", $"read ci@example.org {Digest(keys[1])}"], File.ReadLines(Keys));
    }

    [Fact]
    public void A_last_line_without_a_line_end_stays_a_line_of_its_own()
    {
        File.WriteAllText(Keys, "read bob 00");
        string key = Assert.Single(Tool.Run("key", "alice", "--role", "operate", "--keys", Keys).OutputLines);
        Assert.Equal(["read bob 00", $"operate alice {Digest(key)}"], File.ReadLines(Keys));

        // A link to a file that is not there yet.
        string target = _folder["target"];
        string link = _folder["link"];
        File.CreateSymbolicLink(link, target);
        key = Assert.Single(Tool.Run("key", "alice", "--role", "read", "--keys", link).OutputLines);
        Assert.Equal([$"read alice {Digest(key)}"], File.ReadLines(target));
    }

    [Theory]
    [InlineData("--role", "key", "alice", "--keys", "keys")]
    [InlineData("--keys", "key", "alice", "--role", "read")]
    [InlineData("'admin'", "key", "alice", "--role", "admin", "--keys", "keys")]
    [InlineData("NAME is 1 to 64 letters", "key", "two words", "--role", "read", "--keys", "keys")]
    [InlineData("NAME is 1 to 64 letters", "key", "", "--role", "read", "--keys", "keys")]
    [InlineData("can't be written", "key", "alice", "--role", "read", "--keys", "/no/such/folder/keys")]
    public void What_can_t_be_is_said_and_makes_no_key(string message, params string[] arguments)
    {
        ToolRun run = Tool.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
