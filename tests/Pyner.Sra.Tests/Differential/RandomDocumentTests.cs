using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>Documents of every shape, read one after another by the same readers, as a job does.</summary>
public sealed class RandomDocumentTests
{
    private const int Documents = 4_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void Every_indexer_reads_documents_of_every_shape_as_XmlReader_does(ulong firstSeed)
    {
        using var differential = new Fuzz.Checking.Differential(512, 2048);
        for (ulong seed = firstSeed; seed < firstSeed + Documents; seed++)
        {
            SeedDocument document = RandomDocument.Document(seed);
            string? disagreement = differential.Disagreement(document);
            if (disagreement is not null)
                Assert.Fail($"seed {seed} ({document.Kind}): {disagreement}\nsmallest: {Minimizer.Show(Minimizer.Minimize(document, differential))}");
        }
        Assert.InRange(differential.Accepted, Documents / 3, Documents);
        Assert.True(differential.Records > Documents / 2, $"only {differential.Records} records");
    }
}
