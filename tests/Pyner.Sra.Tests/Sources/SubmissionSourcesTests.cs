using System.Formats.Tar;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class SubmissionSourcesTests
{
    [Fact]
    public void The_same_submissions_as_tree_tar_and_tar_gz_are_the_same()
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(60, seed: 17);
        foreach ((string accession, SubmissionFileKind kind, byte[] content) in files)
            folder.Write($"tree/{accession}/{SubmissionFiles.Name(accession, kind)}", content);
        folder.Write("tree/README", "x");
        byte[] tar = Archives.Tar([.. ArchiveLayouts.Members(files, shuffleSeed: 5), ("README", "x"u8.ToArray())]);
        // Names do not matter, contents do.
        folder.Write("is.a.tar.gz", tar);
        folder.Write("is.a.tar", Archives.Gzip(tar, 4));
        foreach ((string name, SourceKind kind) in new[]
        {
            ("tree", SourceKind.DirectoryTree), ("is.a.tar.gz", SourceKind.Tar), ("is.a.tar", SourceKind.TarGz)
        })
        {
            using SubmissionSource source = SubmissionSources.Open(folder[name]);
            Assert.Equal(kind, source.Kind);
            Assert.Equal(folder[name], source.Path);
            Delivery delivery = SourceReading.Read(source, threads: 2);
            Assert.Equal(SubmissionFiles.Expected(files), delivery.Counted);
            Assert.Equal(60, delivery.Groups.Count(g => g.IsFirstGroup));
            Assert.Equal(1, delivery.Ignored);
        }
    }

    [Fact]
    public void What_is_no_source_is_refused_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        Refused(folder["nowhere"], "does not exist");
        Refused(folder.Write("empty", ""), "is empty");
        Refused(folder.Write("short", "x"), "is neither a folder, nor a tar, nor gzip-compressed");
        Refused(folder.Write("text", new string('x', 2000)), "is neither a folder, nor a tar, nor gzip-compressed");
        Refused(folder.Write("zip", [0x50, 0x4B, 3, 4, .. new byte[600]]), "is neither a folder, nor a tar, nor gzip-compressed");
        Directory.CreateDirectory(folder["folder"]);
        Refused(folder["folder"], "holds no submission");
        Refused(folder.Write("zeros.tar", new byte[10240]), "holds no submission");
        Refused(folder.Write("other.tar", Archives.Tar([("README", [1])])), "holds no submission");
        if (OperatingSystem.IsLinux())
            Refused("/dev/null", "");

        static void Refused(string path, string reason)
        {
            SourceException e = Assert.Throws<SourceException>(() =>
            {
                using SubmissionSource source = SubmissionSources.Open(path);
                _ = source.Plan(1, null, 0, 1, TestContext.Current.CancellationToken).Count();
            });
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            Assert.StartsWith($"'{path}'", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archives_fingerprint_changes_with_its_length_time_start_and_end(bool compressed)
    {
        using var folder = new TemporaryFolder();
        byte[] content = new byte[200_000];
        new Random(18).NextBytes(content);
        byte[] archive = Archives.Tar([("DRA000001.sample.xml", content)], TarEntryFormat.Ustar);
        if (compressed)
            archive = Archives.Gzip(archive);
        string path = folder.Write("a", archive);
        DateTime time = File.GetLastWriteTimeUtc(path);
        string before = Fingerprint();
        Assert.Equal(before, Fingerprint());
        Assert.Matches("^[0-9a-f]{64}$", before);

        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        Assert.NotEqual(before, Fingerprint());
        foreach (int at in new[] { 300, archive.Length - 1 })
        {
            byte[] changed = (byte[])archive.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            File.SetLastWriteTimeUtc(path, time);
            Assert.NotEqual(before, Fingerprint());
        }
        File.WriteAllBytes(path, [.. archive, 0]);
        File.SetLastWriteTimeUtc(path, time);
        Assert.NotEqual(before, Fingerprint());

        string Fingerprint()
        {
            using SubmissionSource source = SubmissionSources.Open(path);
            return source.Fingerprint;
        }
    }

    [Fact]
    public void Batches_of_another_source_are_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tree/DRA000001/DRA000001.sample.xml", "x");
        byte[] tar = Archives.Tar([("DRA000001.sample.xml", [1])]);
        string[] paths = [folder["tree"], folder.Write("a.tar", tar), folder.Write("a.tar.gz", Archives.Gzip(tar))];
        for (int i = 0; i < paths.Length; i++)
        {
            using SubmissionSource source = SubmissionSources.Open(paths[i]);
            using SubmissionSource other = SubmissionSources.Open(paths[(i + 1) % paths.Length]);
            using SubmissionBatchReader reader = other.CreateReader();
            Assert.Throws<InvalidOperationException>(() => reader.MoveToNextSubmission());
            foreach (SubmissionBatch batch in source.Plan(1, null, 0, 1, TestContext.Current.CancellationToken))
                Assert.Throws<ArgumentException>(() => reader.Open(batch));
        }
    }
}
