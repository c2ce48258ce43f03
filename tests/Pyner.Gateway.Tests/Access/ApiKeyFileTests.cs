using Microsoft.Extensions.Hosting;
using Pyner.Gateway.Access;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

public sealed class ApiKeyFileTests : IDisposable
{
    private static readonly string s_digest = KeyFile.Digest("a key");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_a_role_a_name_and_a_digest()
    {
        IReadOnlyList<ApiKey> keys = Read($"# ours\n\n operate  alice\t{s_digest}\r\nread ci@example.org {KeyFile.Digest("another").ToUpperInvariant()}");
        Assert.Equal([("alice", AccessRole.Operate), ("ci@example.org", AccessRole.Read)], keys.Select(key => (key.Name, key.Role)));
        Assert.Equal([s_digest, KeyFile.Digest("another")], keys.Select(key => Convert.ToHexStringLower(key.Digest.Span)));
    }

    [Theory]
    [InlineData("admin alice {0}", "Line 1")]
    [InlineData("read alice\noperate bob {0}", "Line 1")]
    [InlineData("operate bob {0}\nread alice {0}0", "Line 2")]
    [InlineData("operate bob {0}\nread alice my-own-key", "Line 2")]
    [InlineData("operate bob {0}\nread alice {0}", "Line 2")]
    [InlineData("operate a b {0}", "Line 1")]
    public void What_is_no_such_line_is_named_and_not_quoted(string content, string where)
    {
        string text = content.Replace("{0}", s_digest, StringComparison.Ordinal);
        ServiceConfigurationException e = Assert.Throws<ServiceConfigurationException>(() => Read(text));
        Assert.Contains(where, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(s_digest, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my-own-key", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nobody\n\n")]
    public void A_file_may_have_no_key_but_not_when_a_gateway_starts_with_it(string content)
    {
        Assert.Empty(Read(content));
        ServiceConfigurationException e = Assert.Throws<ServiceConfigurationException>(() => ApiKeyFile.Open(_folder["keys"]));
        Assert.Contains("has none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        ServiceConfigurationException e = Assert.Throws<ServiceConfigurationException>(() => ApiKeyFile.Read(_folder["nowhere"]));
        Assert.Contains(_folder["nowhere"], e.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<ApiKey> Read(string content)
    {
        File.WriteAllText(_folder["keys"], content);
        return ApiKeyFile.Read(_folder["keys"]);
    }
}
