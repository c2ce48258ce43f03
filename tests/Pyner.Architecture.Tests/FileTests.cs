using System.Text.RegularExpressions;

namespace Pyner.Architecture.Tests;

/// <summary>One type a file, named as the file is, and no file too long to be one thing.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 400;

    public static TheoryData<string> Projects() => [.. SourceProject.All.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_holds_one_type_of_its_name(string name)
    {
        Assert.All(SourceProject.All.Single(project => project.Name == name).Sources, file =>
        {
            string[] types = [.. TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct()];
            if (Path.GetFileName(file) is "Program.cs" or "AppHost.cs" or "AssemblyInfo.cs" && types.Length == 0)
                return;
            string type = Assert.Single(types);
            // A partial class may be spread over Type.Part.cs.
            Assert.Equal(type, Path.GetFileName(file).Split('.')[0]);
        });
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_is_of_a_size_to_be_read(string name) =>
        Assert.All(SourceProject.All.Single(project => project.Name == name).Sources, file => Assert.InRange(File.ReadLines(file).Count(), 1, MostLines));

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*"
        + @"(?:class|interface|enum|struct|record(?: struct| class)?) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
