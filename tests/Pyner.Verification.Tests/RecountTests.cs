using System.Formats.Tar;
using System.IO.Compression;
using Pyner.Verification.Counting;
using Pyner.Verification.Sources;

namespace Pyner.Verification.Tests;

/// <summary>What a recount does with files: kinds, duplicates, joins, limits, archives, faults.</summary>
public sealed class RecountTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_files_name_decides_its_submission_and_kind()
    {
        Write("x/SRA000001.run.xml", "<R><RUN/></R>");
        Write("x/y/ERA0000002.study.xml", "not read");
        Write("DRA1234567890.analysis.xml", "");
        foreach (string ignored in new[]
        {
            "SRA00001.run.xml", "SRA12345678901.run.xml", "sRA000001.run.xml", "SRB000001.run.xml", "SRA000001.run.XML", "SRA000001.runs.xml",
            "SRA000001.run.xml.gz", "SRA00000x.run.xml", "readme"
        })
            Write(ignored, "<R><RUN/></R>");
        Recount recount = Count();
        Assert.Equal(3, recount.Submissions);
        Assert.Equal(9, recount.IgnoredFiles);
        Assert.Equal(1, recount.Runs);
        Assert.Equal(1, recount.Files(DocumentKind.Study));
        Assert.Equal(1, recount.Files(DocumentKind.Analysis));
        Assert.Empty(recount.Rejected);
    }

    [Fact]
    public void A_second_file_of_the_same_name_is_a_duplicate_and_the_first_path_counts()
    {
        Write("b/SRA000001.run.xml", "<R><RUN/><RUN/></R>");
        Write("a/SRA000001.run.xml", "<R><RUN/></R>");
        Recount recount = Count();
        Assert.Equal(1, recount.Runs);
        Assert.Equal(2, recount.Files(DocumentKind.Run));
        Assert.Equal("b/SRA000001.run.xml", Assert.Single(recount.Rejected).Path);
    }

    [Fact]
    public void Which_path_comes_first_is_asked_for_each_kind_by_itself()
    {
        // Between the two, an experiment sorts before the folder and a sample behind it.
        foreach (string kind in new[] { "sample", "experiment" })
        {
            Write($"SRA000001/SRA000001.{kind}.xml", "<S/>");
            Write($"SRA000001/SRA000001.old/SRA000001.{kind}.xml", "<S/>");
        }
        Assert.Equal(
            ["SRA000001/SRA000001.old/SRA000001.experiment.xml", "SRA000001/SRA000001.sample.xml"],
            Count().Rejected.Select(rejected => rejected.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rejected_file_counts_by_its_kind_but_none_of_its_records_do()
    {
        Write("SRA000001/SRA000001.sample.xml", Sample("S1", "Mus musculus") + "<");
        Write("SRA000001/SRA000001.experiment.xml", Experiment("S1"));
        Recount recount = Count();
        Assert.Equal(0, recount.Samples);
        Assert.Equal(1, recount.Experiments);
        Assert.Equal(1, recount.UnresolvedSampleReferences);
        Assert.Equal("SRA000001/SRA000001.sample.xml", Assert.Single(recount.Rejected).Path);
    }

    [Fact]
    public void Experiments_join_the_first_counted_sample_of_their_own_submission()
    {
        Write("SRA000001/SRA000001.sample.xml", $"<S>{Sample("S1", " ")}{Sample("S1", "first")}{Sample("S1", "second")}{Sample("", "nameless")}</S>");
        Write("SRA000001/SRA000001.experiment.xml", $"<S>{Experiment("S1")}{Experiment(" S1 ")}{Experiment("S2")}{Experiment("")}</S>");
        Write("SRA000002/SRA000002.sample.xml", Sample("S2", "elsewhere"));
        Write("SRA000003/SRA000003.experiment.xml", Experiment("S1"));
        Recount recount = Count();
        Assert.Equal(new VerifiedTally(2, 1), recount.OrganismStrategies[("first", "WGS")]);
        Assert.Equal(1, recount.OrganismStrategies.Count);
        Assert.Equal(3, recount.UnresolvedSampleReferences);
        Assert.Equal(1, recount.SamplesMissingFields);
    }

    [Fact]
    public void Empty_sources_and_selections_are_values_and_empty_layouts_platforms_and_models_are_none()
    {
        Write("SRA000001/SRA000001.experiment.xml", Experiment("S1"));
        Recount recount = Count();
        Assert.Equal(new VerifiedTally(1, 1), recount.Sources[""]);
        Assert.Equal(new VerifiedTally(1, 1), recount.Selections[""]);
        Assert.Equal(0, recount.Layouts.Count + recount.Platforms.Count + recount.InstrumentModels.Count);
    }

    [Fact]
    public void Submissions_behind_a_value_are_distinct()
    {
        Write("SRA000001/SRA000001.sample.xml", $"<S>{Sample("S1", "o")}{Sample("S2", "o")}</S>");
        Write("SRA000002/SRA000002.sample.xml", Sample("S1", "o"));
        Recount recount = Recount.Of(VerifiedSource.Open(_folder.Path), keepStudies: true, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(new VerifiedTally(3, 2), recount.Organisms["o"]);
        Assert.Equal(["SRA000001", "SRA000002"], recount.Studies("o").Select(study => study.ToString()).Order());
        Assert.Equal(new VerifiedTally(3, 2), recount.Attributes["tag"]);
    }

    [Fact]
    public void A_limit_takes_the_first_submissions_by_accession_in_a_tree()
    {
        foreach (string accession in new[] { "SRA1000000", "SRA999999", "DRA000005", "SRA000001" })
            Write($"{accession}/{accession}.run.xml", "<RUN/>");
        Assert.Equal(
            ["DRA000005", "SRA000001", "SRA999999"],
            VerifiedSource.Open(_folder.Path).Files(3).Select(file => file.Submission.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_gives_the_same_as_its_tree_in_any_order_of_members(bool compressed)
    {
        Write("SRA000001/SRA000001.experiment.xml", Experiment("S1"));
        Write("SRA000001/SRA000001.sample.xml", Sample("S1", "o"));
        Write("SRA000002/SRA000002.sample.xml", Sample("S1", "p"));
        Write("SRA000002/SRA000002.run.xml", "<x");
        Write("readme.txt", "ignored");
        string archive = Archive(compressed, Files("*").OrderBy(file => file.Name[^7..]));
        Recount tree = Count();
        Recount tar = Recount.Of(VerifiedSource.Open(archive), cancellation: TestContext.Current.CancellationToken);
        File.Delete(archive);
        Assert.Equal(tree.Submissions, tar.Submissions);
        Assert.Equal(tree.IgnoredFiles, tar.IgnoredFiles);
        Assert.Equal(tree.Organisms.Tallies, tar.Organisms.Tallies);
        Assert.Equal(new VerifiedTally(1, 1), tar.OrganismStrategies[("o", "WGS")]);
        Assert.Equal(tree.Rejected.Select(rejected => rejected.Path), tar.Rejected.Select(rejected => rejected.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Archives_one_after_the_other_are_read_as_one(bool compressed)
    {
        Write("SRA000001/SRA000001.sample.xml", Sample("S1", "o"));
        string first = Archive(compressed, Files("*"));
        byte[] bytes = File.ReadAllBytes(first);
        Write("SRA000002/SRA000002.sample.xml", Sample("S1", "p"));
        string both = Archive(compressed, Files("SRA000002.*"));
        File.WriteAllBytes(both, [.. bytes, .. File.ReadAllBytes(both)]);
        Recount recount = Recount.Of(VerifiedSource.Open(both), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["o", "p"], recount.Organisms.Tallies.Keys.Order());
        if (!compressed)
        {
            // Zeros need not be whole blocks.
            File.AppendAllText(both, new string('\0', 100));
            Assert.Equal(2, Recount.Of(VerifiedSource.Open(both), cancellation: TestContext.Current.CancellationToken).Submissions);
            File.AppendAllText(both, "junk");
            Assert.Throws<VerificationException>(() => Recount.Of(VerifiedSource.Open(both), cancellation: TestContext.Current.CancellationToken));
        }
        File.Delete(both);
    }

    [Fact]
    public void A_limited_archive_ends_at_the_first_file_of_the_submission_that_is_one_too_many()
    {
        foreach (string name in new[]
        {
            "a/SRA000009.run.xml", "b/SRA000001.run.xml", "c/SRA000009.sample.xml", "d/SRA000002.run.xml", "e/SRA000001.sample.xml"
        })
            Write(name, "<R><RUN/></R>");
        string archive = Archive(false, Files("*").OrderBy(file => file.FullName, StringComparer.Ordinal));
        string[] files = [.. VerifiedSource.Open(archive).Files(2).Select(file => file.Path)];
        File.Delete(archive);
        Assert.Equal(["a/SRA000009.run.xml", "b/SRA000001.run.xml", "c/SRA000009.sample.xml"], files);
    }

    [Fact]
    public void A_truncated_archive_stops_the_recount()
    {
        string text = string.Join("", Enumerable.Range(0, 20_000).Select(i => $"<a{i}/>"));
        Write("SRA000001/SRA000001.run.xml", $"<R>{text}</R>");
        string archive = Archive(true, Files("*"));
        byte[] bytes = File.ReadAllBytes(archive);
        File.WriteAllBytes(archive, bytes[..(bytes.Length / 2)]);
        Assert.Throws<VerificationException>(() => Recount.Of(VerifiedSource.Open(archive), cancellation: TestContext.Current.CancellationToken));
        File.Delete(archive);
    }

    [Fact]
    public void A_source_that_does_not_exist_is_an_error() =>
        Assert.Contains("does not exist", Assert.Throws<VerificationException>(() => VerifiedSource.Open("/no/such/place")).Message, StringComparison.Ordinal);

    private Recount Count() => Recount.Of(VerifiedSource.Open(_folder.Path), cancellation: TestContext.Current.CancellationToken);

    private void Write(string path, string content) => _folder.Write(path, content);

    private IEnumerable<FileInfo> Files(string pattern) => new DirectoryInfo(_folder.Path).EnumerateFiles(pattern, SearchOption.AllDirectories);

    private string Archive(bool compressed, IEnumerable<FileInfo> files)
    {
        string archive = _folder.Path + (compressed ? ".tar.gz" : ".tar");
        using FileStream stream = File.Create(archive);
        using Stream target = compressed ? new GZipStream(stream, CompressionLevel.Fastest) : stream;
        using var writer = new TarWriter(target);
        foreach (FileInfo file in files)
            writer.WriteEntry(file.FullName, "./" + Path.GetRelativePath(_folder.Path, file.FullName));
        return archive;
    }

    private static string Sample(string accession, string organism) =>
        $"<SAMPLE accession='{accession}'><SAMPLE_NAME><SCIENTIFIC_NAME>{organism}</SCIENTIFIC_NAME></SAMPLE_NAME>"
        + "<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>Tag</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>";

    private static string Experiment(string sample) =>
        $"<EXPERIMENT accession='E'><TITLE>t</TITLE><DESIGN><SAMPLE_DESCRIPTOR accession='{sample}'/>"
        + "<LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>WGS</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN></EXPERIMENT>";
}
