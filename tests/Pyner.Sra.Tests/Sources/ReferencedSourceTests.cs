using System.Formats.Tar;
using Pyner.Corpus;
using Pyner.Sra.Sources;
using Pyner.TestData;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>A batch read by its reference is the batch that the planning process would have read.</summary>
public sealed class ReferencedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Spool => _folder["spool"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}/{1}")]
    [InlineData("{2}/{0}/{1}")]
    [InlineData("{1}")]
    [InlineData("all/of/{2}/them/{1}")]
    public void Every_layout_of_a_tree_reads_the_same(string layout)
    {
        foreach ((string accession, SubmissionFileKind kind, byte[] content) in SubmissionFiles.Make(120, seed: 31))
            _folder.Write("tree/" + string.Format(null, layout, accession, SubmissionFiles.Name(accession, kind), accession[..6]), content);
        using SubmissionSource source = SubmissionSources.Open(_folder["tree"]);
        ReferencedReading.AssertSame(source, Spool, 1, 7, 1000);
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Tars_with_members_apart_and_long_names_read_the_same(TarEntryFormat format)
    {
        var members = ArchiveLayouts.Members(SubmissionFiles.Make(80, seed: 32), ArchiveLayouts.LongFolder(format), shuffleSeed: 1);
        members.InsertRange(40, members[..10]);
        members.Insert(20, ("README", [1]));
        byte[] tar = Archives.Tar(members, format);
        using SubmissionSource byOffset = SubmissionSources.Open(_folder.Write("a.tar", tar));
        ReferencedReading.AssertSame(byOffset, Spool, 1, 7, 1000);
        using SubmissionSource byStream = SubmissionSources.Open(_folder.Write("a.tar.gz", Archives.Gzip(tar)));
        ReferencedReading.AssertSame(byStream, Spool, 1, 7, 1000);
    }

    [Fact]
    public void The_real_tree_reads_the_same()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        using SubmissionSource source = SubmissionSources.Open(RealDocuments.Path("tree"));
        ReferencedReading.AssertSame(source, Spool, 1, 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_generated_corpus_reads_the_same(bool mixed)
    {
        var options = new CorpusOptions { Submissions = 300, Seed = 9, Malformed = 0.05, Oddity = 50, MaxExperiments = 20, Nested = mixed, Interleave = mixed };
        string path = _folder["corpus"];
        CorpusGenerator.WriteTree(path, options, cancellation: TestContext.Current.CancellationToken);
        CorpusGenerator.WriteTar(path + ".tar", options, cancellation: TestContext.Current.CancellationToken);
        CorpusGenerator.WriteTarGz(path + ".tar.gz", options, cancellation: TestContext.Current.CancellationToken);
        foreach (string suffix in new[] { "", ".tar", ".tar.gz" })
        {
            using SubmissionSource source = SubmissionSources.Open(path + suffix);
            ReferencedReading.AssertSame(source, Spool, 13, 100);
        }
    }
}
