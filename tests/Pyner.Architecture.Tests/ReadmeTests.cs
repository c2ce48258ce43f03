using System.Text.RegularExpressions;
using Pyner.TestData;

namespace Pyner.Architecture.Tests;

/// <summary>The README's list of projects.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] s_listed =
        [.. Row().Matches(File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "README.md"))).Select(match => match.Groups["name"].Value)];

    private static IReadOnlyList<SourceProject> Source { get; } =
        [.. SourceProject.All.Where(project => Path.GetFileName(Path.GetDirectoryName(project.Folder)) == "src")];

    [Fact]
    public void Every_project_is_listed() =>
        Assert.Equal(Source.Select(project => project.Name).Order(StringComparer.Ordinal), s_listed.Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_is_listed_below_those_that_it_uses() => Assert.All(Source, project => Assert.All(
        project.Projects.Intersect(s_listed),
        used => Assert.True(Array.IndexOf(s_listed, used) < Array.IndexOf(s_listed, project.Name), $"{project.Name} uses {used}")));

    [GeneratedRegex(@"^\| `(?<name>Pyner\.[\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
