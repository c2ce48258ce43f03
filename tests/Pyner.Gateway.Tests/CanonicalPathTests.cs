using System.Diagnostics;
using Pyner.Gateway.Starting;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>Compared with what <c>realpath</c> (coreutils) makes of the same path.</summary>
public sealed class CanonicalPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Paths_are_resolved_as_the_system_resolves_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/realpath"), "realpath (coreutils) is not installed");
        _folder.Write("a/b/file", "");
        _folder.Write("c/d/e/file", "");
        _folder.Link("to-b", "a/b");
        _folder.Link("a/up", "../c/d");
        _folder.Link("a/b/far", _folder["c/d/e"]);
        _folder.Link("chain", "a/up/e/../e/file");
        _folder.Link("c/dangling", "../nowhere/at/all");
        _folder.Link("c/up-twice", "../../" + Path.GetFileName(_folder.Path) + "/a");
        string[] parts = ["a", "b", "c", "d", "e", "file", "to-b", "up", "far", "chain", "dangling", "up-twice", "..", ".", "missing", ""];
        var random = new Random(11);
        string[] paths = [.. Enumerable.Range(0, 400).Select(_ =>
            _folder.Path + "/" + string.Join('/', Enumerable.Range(0, random.Next(1, 7)).Select(_ => parts[random.Next(parts.Length)])))];
        string[] expected = RealPath(paths);
        Assert.Equal(expected, paths.Select(CanonicalPath.Resolve));
        Assert.True(expected.Distinct().Count() > 50);
    }

    [Theory]
    [InlineData("/data", "/data", true)]
    [InlineData("/data/x", "/data", true)]
    [InlineData("/database", "/data", false)]
    [InlineData("/", "/data", false)]
    [InlineData("/data", "/", true)]
    public void A_folder_holds_itself_and_what_lies_below(string path, string folder, bool expected) =>
        Assert.Equal(expected, CanonicalPath.IsWithin(path, folder));

    private static string[] RealPath(string[] paths) => ToolRun.Of(new ProcessStartInfo("realpath", ["-m", "--", .. paths])).OutputLines;
}
