using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>
/// 160,000 mutated documents. A failure names its seed: <c>dotnet run --project tests/Pyner.Fuzz -- --show SEED</c> writes the document,
/// and <c>--minutes N --seed N</c> goes on from there for longer.
/// </summary>
public sealed class MutatedDocumentTests
{
    private const int Documents = 40_000;

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(2_000_000_000)]
    [InlineData(3_000_000_000)]
    [InlineData(4_000_000_000)]
    public void Every_indexer_reads_mutated_documents_as_XmlReader_does(ulong firstSeed)
    {
        TestContext.Current.SendDiagnosticMessage("seeds {0} to {1}", firstSeed, firstSeed + Documents - 1);
        using var differential = new Fuzz.Checking.Differential();
        for (ulong seed = firstSeed; seed < firstSeed + Documents; seed++)
        {
            SeedDocument document = Mutator.Document(seed);
            string? disagreement = differential.Disagreement(document);
            if (disagreement is not null)
                Assert.Fail($"seed {seed} ({document.Kind}): {disagreement}\nsmallest: {Minimizer.Show(Minimizer.Minimize(document, differential))}");
        }
        // The comparison would be worth little if nearly all were rejected, or nearly none.
        Assert.InRange(differential.Accepted, Documents / 5, Documents * 4 / 5);
        Assert.True(differential.Records > Documents / 4, $"only {differential.Records} records");
    }

    [Fact]
    public void A_seed_means_one_document_for_ever() =>
        Assert.Equal(
            "B19BCF55",
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(
                [.. Enumerable.Range(0, 1000).SelectMany(seed => Mutator.Document((ulong)seed).Bytes)])[..4]));
}
