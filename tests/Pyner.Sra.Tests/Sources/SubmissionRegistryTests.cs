using Pyner.Sra.Sources.Archive;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class SubmissionRegistryTests
{
    [Fact]
    public void It_agrees_with_a_set_on_dense_and_scattered_accessions()
    {
        var random = new Random(19);
        var registry = new SubmissionRegistry();
        var files = new HashSet<(SubmissionAccession, SubmissionFileKind)>();
        var submissions = new HashSet<SubmissionAccession>();
        for (int i = 0; i < 200_000; i++)
        {
            string text = random.Next(3) == 0
                ? $"SRA{random.NextInt64(1_000_000_000, 10_000_000_000)}"
                : $"{(char)('A' + random.Next(26))}RA{random.Next(20_000):d6}";
            SubmissionAccession accession = SubmissionAccession.Parse(text);
            var kind = (SubmissionFileKind)random.Next(6);
            Assert.Equal(submissions.Contains(accession), registry.Contains(accession));
            Assert.Equal(files.Add((accession, kind)), registry.Add(accession, kind));
            submissions.Add(accession);
            Assert.Equal(submissions.Count, registry.Count);
        }
    }
}
