using Pyner.Corpus;
using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.Verification;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>Generated corpora, whole and damaged, file by file.</summary>
public sealed class GeneratedCorpusTests
{
    [Theory]
    [InlineData(1UL, 0.0)]
    [InlineData(2UL, 0.3)]
    [InlineData(3UL, 1.0)]
    public void Every_indexer_reads_generated_files_as_XmlReader_does(ulong seed, double malformed)
    {
        using var differential = new Fuzz.Checking.Differential(512);
        int files = 0;
        var options = new CorpusOptions { Submissions = 120, Seed = seed, Malformed = malformed, Oddity = 40, MaxExperiments = 30 };
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options))
        {
            foreach (GeneratedFile file in submission.Files)
            {
                DocumentKind? kind = file.Kind switch
                {
                    CorpusFileKind.Sample => DocumentKind.Sample,
                    CorpusFileKind.Experiment => DocumentKind.Experiment,
                    CorpusFileKind.Run => DocumentKind.Run,
                    _ => null,
                };
                if (kind is null)
                    continue;
                files++;
                string? disagreement = differential.Disagreement(new SeedDocument(kind.Value, file.Bytes.ToArray()));
                Assert.True(disagreement is null, $"{file.Path} of seed {seed} ({file.Fault}): {disagreement}");
            }
        }
        Assert.True(files > 150, $"only {files} files");
        if (malformed == 0.0)
            Assert.Equal(files, differential.Accepted);
        else
            Assert.True(differential.Accepted < files);
    }
}
