using System.Globalization;
using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.TestData;
using Pyner.Verification;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>
/// The documents in <c>regressions/</c>: what <c>XmlReader</c> accepts and rejects, rule by rule, and what once went wrong. A new version
/// of .NET that decides differently fails here first.
/// </summary>
public sealed class RegressionTests
{
    private static readonly DocumentKind[] s_kinds = [DocumentKind.Experiment, DocumentKind.Sample, DocumentKind.Run];

    [Theory]
    [InlineData("what-xmlreader-reads.txt", 800)]
    [InlineData("found.txt", 1)]
    public void The_verdicts_are_XmlReaders_and_every_indexers(string name, int atLeast)
    {
        using var differential = new Fuzz.Checking.Differential();
        string path = Path.Combine(RealDocuments.RepositoryRoot, "tests/Pyner.Sra.Tests/Differential/regressions", name);
        int documents = 0;
        foreach (string line in File.ReadLines(path))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            documents++;
            bool accept = line.StartsWith("accept", StringComparison.Ordinal);
            Assert.True(accept || line.StartsWith("reject", StringComparison.Ordinal), line);
            byte[] document = Bytes(line.Length > 7 ? line[7..] : "");
            using var stream = new MemoryStream(document);
            Assert.True(accept == VerifiedDocument.Read(stream, DocumentKind.Run).IsAccepted, $"XmlReader decides differently: {line}");
            foreach (DocumentKind kind in s_kinds)
            {
                string? disagreement = differential.Disagreement(new SeedDocument(kind, document));
                Assert.True(disagreement is null, $"{line}: {disagreement}");
            }
        }
        Assert.True(documents >= atLeast, $"{documents} documents in {name}");
    }

    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }
        return [.. bytes];
    }
}
