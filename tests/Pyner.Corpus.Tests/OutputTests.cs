using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Pyner.Corpus.Tests;

public class OutputTests
{
    private static readonly CorpusOptions s_options = new() { Submissions = 150, Seed = 21, Malformed = 0.05, Oddity = 10, MaxExperiments = 60 };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Tree_tar_and_tar_gz_hold_the_same_files_and_truth(bool nested, bool interleave)
    {
        using var folder = new TemporaryFolder();
        CorpusOptions options = s_options with { Nested = nested, Interleave = interleave };
        Dictionary<string, string> expected = Hashes(CorpusGenerator.Generate(options).SelectMany(submission => submission.Files));
        CorpusGenerator.WriteTree(folder["tree"], options, cancellation: TestContext.Current.CancellationToken);
        CorpusGenerator.WriteTar(folder["plain.tar"], options, cancellation: TestContext.Current.CancellationToken);
        CorpusGenerator.WriteTarGz(folder["packed.tar.gz"], options, cancellation: TestContext.Current.CancellationToken);

        string root = folder["tree"];
        Assert.Equal(expected, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(root, file), file => Hash(File.ReadAllBytes(file))));
        using (FileStream plain = File.OpenRead(folder["plain.tar"]))
            Assert.Equal(expected, Members(plain, out _));
        using (var packed = new GZipStream(File.OpenRead(folder["packed.tar.gz"]), CompressionMode.Decompress))
            Assert.Equal(expected, Members(packed, out _));
        string truth = File.ReadAllText(folder["tree.truth.json"]);
        Assert.Equal(truth, File.ReadAllText(folder["plain.truth.json"]));
        Assert.Equal(truth, File.ReadAllText(folder["packed.truth.json"]));
    }

    [Fact]
    public void Members_of_a_submission_are_neighbours_unless_they_are_to_be_interleaved()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Returns(s_options));
        Assert.True(Returns(s_options with { Interleave = true }) > 100);

        int Returns(CorpusOptions options)
        {
            CorpusGenerator.WriteTar(folder["c.tar"], options, cancellation: TestContext.Current.CancellationToken);
            using FileStream file = File.OpenRead(folder["c.tar"]);
            Members(file, out List<string> order);
            var left = new HashSet<string>();
            int returns = 0;
            string last = "";
            foreach (string submission in order.Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)]))
            {
                if (submission != last)
                    returns += left.Add(submission) ? 0 : 1;
                last = submission;
            }
            return returns;
        }
    }

    [Fact]
    public void The_same_options_give_the_same_bytes_at_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        foreach (int threads in (int[])[1, 2, 5])
        {
            CorpusOptions options = s_options with { Threads = threads, Interleave = true };
            CorpusGenerator.WriteTar(folder[$"c{threads}.tar"], options, cancellation: TestContext.Current.CancellationToken);
        }
        byte[] one = File.ReadAllBytes(folder["c1.tar"]);
        Assert.Equal(one, File.ReadAllBytes(folder["c2.tar"]));
        Assert.Equal(one, File.ReadAllBytes(folder["c5.tar"]));
        Assert.Equal(File.ReadAllText(folder["c1.truth.json"]), File.ReadAllText(folder["c5.truth.json"]));
    }

    [Fact]
    public void A_submission_depends_on_the_seed_and_its_index_only()
    {
        GeneratedSubmission alone = CorpusGenerator.Generate(s_options with { Submissions = 1_000_000 }, 77);
        GeneratedSubmission among = CorpusGenerator.Generate(s_options).ElementAt(77);
        Assert.Equal(among.Accession, alone.Accession);
        Assert.Equal(Hashes(among.Files), Hashes(alone.Files));
        Assert.NotEqual(Hashes(among.Files), Hashes(CorpusGenerator.Generate(s_options with { Seed = 22 }, 77).Files));
    }

    [Fact]
    public void A_corpus_is_the_same_bytes_on_every_machine_and_version()
    {
        // Figures that were published for a corpus are tied to its seed: a change that alters these bytes must be meant.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (GeneratedFile file in CorpusGenerator.Generate(s_options with { Submissions = 60 }).SelectMany(submission => submission.Files))
            hash.AppendData(file.Bytes.Span);
        Assert.Equal("4DCEB04DCC10AC4A", Convert.ToHexString(hash.GetHashAndReset())[..16]);
    }

    [Fact]
    public void A_tree_is_not_written_into_a_folder_that_holds_something()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.txt"], "mine");
        IOException refusal = Assert.Throws<IOException>(
            () => CorpusGenerator.WriteTree(folder.Path, s_options, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corpus.tar.gz")]
    [InlineData("corpus.tgz")]
    [InlineData("corpus.tar")]
    [InlineData("corpus")]
    [InlineData("corpus/")]
    public void The_truth_lies_beside_the_corpus(string target) =>
        Assert.Equal(Path.GetFullPath("corpus.truth.json"), CorpusGenerator.TruthPath(target));

    [Theory]
    [InlineData(-1, 0.0, 1)]
    [InlineData(1, -0.1, 1)]
    [InlineData(1, 1.1, 1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(1, 0.0, 0)]
    public void Options_out_of_range_are_refused(long submissions, double malformed, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CorpusGenerator.Generate(new CorpusOptions { Submissions = submissions, Malformed = malformed, Threads = threads }));

    private static Dictionary<string, string> Hashes(IEnumerable<GeneratedFile> files) =>
        files.ToDictionary(file => file.Path, file => Hash(file.Bytes.ToArray()));

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static Dictionary<string, string> Members(Stream tar, out List<string> order)
    {
        var members = new Dictionary<string, string>();
        order = [];
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is TarEntry entry)
        {
            if (entry.EntryType == TarEntryType.Directory)
                continue;
            var bytes = new MemoryStream();
            entry.DataStream?.CopyTo(bytes);
            members.Add(entry.Name, Hash(bytes.ToArray()));
            order.Add(entry.Name);
        }
        return members;
    }
}
