using Microsoft.Extensions.Hosting;
using Pyner.Gateway.Access;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

/// <summary>Files that change while the gateway runs, and can't be used for a while.</summary>
public sealed class ChangingFilesTests : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1.1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_could_not_be_read_is_read_once_it_can_be_though_its_time_is_the_same()
    {
        string path = _folder["keys"];
        File.WriteAllText(path, "alice mallory");
        bool isReadable = true;
        var files = new ChangingFiles<string>(() => isReadable ? File.ReadAllText(path) : throw new ServiceConfigurationException("nobody may read it"), path);
        List<string> kept = [];
        files.Kept = kept.Add;
        Assert.Equal("alice mallory", files.Content);

        // Mallory's key is withdrawn in a file that nobody else may read, which is mended without writing it again.
        isReadable = false;
        File.WriteAllText(path, "alice");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        for (int look = 0; look < 2; look++)
        {
            await Task.Delay(s_look, TestContext.Current.CancellationToken);
            Assert.Equal("alice mallory", files.Content);
        }
        Assert.Equal(["nobody may read it"], kept);
        isReadable = true;
        await Task.Delay(s_look, TestContext.Current.CancellationToken);
        Assert.Equal("alice", files.Content);
    }
}
