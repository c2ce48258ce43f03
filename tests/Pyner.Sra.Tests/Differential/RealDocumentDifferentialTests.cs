using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.TestData;
using Pyner.Verification;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>Every real document, read as each kind of file by every indexer and by <c>XmlReader</c>.</summary>
public sealed class RealDocumentDifferentialTests
{
    private static readonly DocumentKind[] s_kinds = [DocumentKind.Experiment, DocumentKind.Sample, DocumentKind.Run];

    [Theory]
    [InlineData("documents", 400)]
    [InlineData("tree", 150)]
    public void Every_indexer_reads_real_documents_as_XmlReader_does(string folder, int atLeast)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        using var differential = new Fuzz.Checking.Differential(512, 4096);
        string[] files = Directory.GetFiles(RealDocuments.Path(folder), "*", SearchOption.AllDirectories);
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            foreach (DocumentKind kind in s_kinds)
            {
                string? disagreement = differential.Disagreement(new SeedDocument(kind, bytes));
                Assert.True(disagreement is null, $"{file} as {kind}: {disagreement}");
            }
        }
        Assert.True(files.Length >= atLeast, $"only {files.Length} files in {folder}");
        Assert.True(differential.Records > 1000, $"only {differential.Records} records in {folder}");
    }

    [Fact]
    public void Every_indexer_reads_mutated_real_documents_as_XmlReader_does()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        SeedDocument[] documents = [.. from file in Directory.EnumerateFiles(RealDocuments.Path("."), "*", SearchOption.AllDirectories)
                                           .Order(StringComparer.Ordinal)
                                       where new FileInfo(file).Length is > 0 and < 6000
                                       let name = Path.GetFileName(file)
                                       let kind = name.Contains("sample", StringComparison.OrdinalIgnoreCase) ? DocumentKind.Sample
                                           : name.Contains("run", StringComparison.OrdinalIgnoreCase) ? DocumentKind.Run
                                           : DocumentKind.Experiment
                                       select new SeedDocument(kind, File.ReadAllBytes(file))];
        Assert.True(documents.Length > 100);
        using var differential = new Fuzz.Checking.Differential();
        for (ulong seed = 0; seed < 10_000; seed++)
        {
            SeedDocument document = Mutator.Document(seed, documents);
            string? disagreement = differential.Disagreement(document);
            Assert.True(disagreement is null, $"seed {seed} over the real documents: {disagreement}\n{Minimizer.Show(document.Bytes)}");
        }
    }
}
