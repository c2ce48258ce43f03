using System.Text.RegularExpressions;
using Pyner.TestData;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

/// <summary>docs/json-lines.md has the codes that the code has.</summary>
public sealed partial class RejectionCodesTests
{
    [Fact]
    public void Every_code_is_described()
    {
        string documentation = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "json-lines.md"));
        string section = documentation[documentation.IndexOf("## Error codes of rejected files", StringComparison.Ordinal)..].Split("\n## ")[0];
        Assert.Equal(RejectionCodes.All, Row().Matches(section).Select(row => row.Groups[1].Value));
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| \S", RegexOptions.Multiline)]
    private static partial Regex Row();
}
