using System.Text.Json;
using System.Text.RegularExpressions;
using Pyner.TestData;

namespace Pyner.Architecture.Tests;

/// <summary>The solution holds everything; its filter is what can be built without Aspire's SDK, and what <c>test.sh</c> builds.</summary>
public sealed partial class SolutionTests
{
    private static readonly string[] s_withAspire = ["Pyner.AppHost/Pyner.AppHost.csproj"];

    private static string Root => RealDocuments.RepositoryRoot;

    private static string[] Solution { get; } =
        [.. ProjectLine().Matches(File.ReadAllText(Path.Combine(Root, "Pyner.Micro.sln"))).Select(match => match.Groups["path"].Value.Replace('\\', '/'))];

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string[] found = [.. new[] { "src", "tests", "Pyner.ServiceDefaults", "Pyner.AppHost" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))];
        Assert.Equal(found.Order(StringComparer.Ordinal), Solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_filter_leaves_out_exactly_what_needs_Aspire_s_SDK()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "Pyner.Micro.slnf")));
        JsonElement solution = filter.RootElement.GetProperty("solution");
        Assert.Equal("Pyner.Micro.sln", solution.GetProperty("path").GetString());
        Assert.Equal(
            Solution.Except(s_withAspire).Order(StringComparer.Ordinal),
            solution.GetProperty("projects").EnumerateArray().Select(path => path.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(
            s_withAspire,
            Solution.Where(path => File.ReadAllText(Path.Combine(Root, path)).Contains("Sdk=\"Aspire.AppHost.Sdk/", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^Project\(""[^""]*""\) = ""[^""]*"", ""(?<path>[^""]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
