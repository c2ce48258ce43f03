using System.Formats.Tar;
using System.Text;
using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Archive;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class TarSubmissionSourceTests
{
    public static TheoryData<TarEntryFormat> Formats => [TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_form_and_order_of_members_gives_the_same_files(TarEntryFormat format)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(80, seed: 4);
        foreach (string prefix in new[] { "", "./", "/abs/", "../../", ArchiveLayouts.LongFolder(format) })
        {
            byte[] tar = Archives.Tar(ArchiveLayouts.Members(files, prefix, shuffleSeed: prefix.Length), format);
            string path = folder.Write("a.tar", tar);
            foreach (int threads in new[] { 1, 3 })
            {
                using SubmissionSource source = SubmissionSources.Open(path);
                Assert.Equal(SourceKind.Tar, source.Kind);
                Delivery delivery = SourceReading.Read(source, threads);
                Assert.Null(delivery.Fault);
                Assert.Equal(SubmissionFiles.Expected(files), delivery.Counted);
                Assert.Equal(80, source.SubmissionCount);
                Assert.Equal(80, delivery.Groups.Count);
                Assert.All(delivery.Groups, g => Assert.True(g.IsWhole && g.IsFirstGroup));
                Assert.Equal(
                    Archives.ReadByTarReader(tar)
                        .Select(m => m.Name.StartsWith("./", StringComparison.Ordinal) ? m.Name[2..] : m.Name.TrimStart('/')).Order(StringComparer.Ordinal),
                    delivery.Files.Select(f => f.Path).Order(StringComparer.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("v7")]
    [InlineData("oldgnu")]
    [InlineData("gnu")]
    [InlineData("ustar")]
    [InlineData("posix")]
    public void Archives_of_the_systems_tar_are_read(string format)
    {
        Assert.SkipUnless(File.Exists("/bin/tar") || File.Exists("/usr/bin/tar"), "this machine has no tar");
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(30, seed: 5);
        foreach ((string accession, SubmissionFileKind kind, byte[] content) in files)
            folder.Write($"tree/{accession}/{SubmissionFiles.Name(accession, kind)}", content);
        folder.Write("tree/README", "x");
        File.CreateSymbolicLink(folder["tree/link"], "README");
        foreach (string compress in new[] { "-c", "-cz" })
        {
            using var tar = System.Diagnostics.Process.Start(
                "tar", [compress, "-f", $"{folder.Path}/a", $"--format={format}", "-C", $"{folder.Path}/tree", "."]);
            tar.WaitForExit();
            Assert.Equal(0, tar.ExitCode);
            using SubmissionSource source = SubmissionSources.Open($"{folder.Path}/a");
            Delivery delivery = SourceReading.Read(source);
            Assert.Null(delivery.Fault);
            Assert.Equal(SubmissionFiles.Expected(files), delivery.Counted);
            Assert.Equal(2, delivery.Ignored);
        }
    }

    [Fact]
    public void Submissions_come_in_order_of_accession_and_the_first_of_two_files_counts()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.tar", Archives.Tar(
        [
            ("SRA1000000/SRA1000000.run.xml", [1]),
            ("x/SRA999999.experiment.xml", [2]),
            ("SRA1000000/SRA1000000.sample.xml", [3]),
            ("SRA999999.sample.xml", [4]),
            ("elsewhere/SRA999999.sample.xml", [5, 5]),
            ("a/SRA1000000.sample.xml", [6, 6]),
        ]));
        using SubmissionSource source = SubmissionSources.Open(path);
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(["SRA999999", "SRA1000000"], delivery.Groups.Select(g => g.Accession));
        Assert.Equal(["Sa*Ex", "Sa*Ru"], delivery.Groups.Select(g => g.Kinds));
        Assert.Equal(
            ["SRA999999.sample.xml", "elsewhere/SRA999999.sample.xml", "x/SRA999999.experiment.xml",
                "SRA1000000/SRA1000000.sample.xml", "a/SRA1000000.sample.xml", "SRA1000000/SRA1000000.run.xml"],
            delivery.Files.Select(f => f.Path));
        Assert.Equal(
            [DeliveredFile.Digest([3]), DeliveredFile.Digest([6, 6])],
            delivery.Files.Where(f => f is { Accession: "SRA1000000", Kind: SubmissionFileKind.Sample }).Select(f => f.Content));
    }

    [Fact]
    public void Links_devices_and_other_files_are_counted_as_ignored_and_folders_are_not()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "path=DRA000009.run.xml" }));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "DRA000001/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "DRA000001/DRA000001.run.xml") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "DRA000001/DRA000001.study.xml") { LinkName = "DRA000001/DRA000001.sample.xml" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "DRA000001/DRA000001.analysis.xml") { DeviceMajor = 1, DeviceMinor = 3 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "DRA000002.run.xml"));
            writer.WriteEntry(Archives.Entry(TarEntryFormat.Pax, "README", [1, 2, 3]));
            writer.WriteEntry(Archives.Entry(TarEntryFormat.Pax, "DRA000001/DRA000001.sample.xml", [1]));
        }
        using var folder = new TemporaryFolder();
        foreach (byte[] archive in new[] { stream.ToArray(), Archives.Gzip(stream.ToArray()) })
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a", archive));
            Delivery delivery = SourceReading.Read(source);
            Assert.Null(delivery.Fault);
            Assert.Equal("Sa", Assert.Single(delivery.Groups).Kinds);
            Assert.Equal(5, delivery.Ignored);
        }
    }

    [Fact]
    public void Hostile_names_are_only_names()
    {
        string[] names =
        [
            "../../../etc/DRA000001.sample.xml", "/DRA000002.sample.xml", "a//..//DRA000003.sample.xml", "DRA000004.sample.xml/x", "DRA000005.sample.xml ",
            "\uFFFD\u0001/DRA000006.sample.xml", new string('n', 10_000), new string('f', 10_000) + "/DRA000007.sample.xml", "DRA000008.sample.xml.",
            "dra000009.sample.xml", "DRA00000\u0661.sample.xml", "DRA000010.SAMPLE.xml", "DRA99999999999.sample.xml", "....", "DRA000011.sample.xml\n",
        ];
        using var folder = new TemporaryFolder();
        byte[] tar = Archives.Tar(names.Select(n => (n, Encoding.UTF8.GetBytes("of " + n))));
        foreach (byte[] archive in new[] { tar, Archives.Gzip(tar) })
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a", archive));
            Delivery delivery = SourceReading.Read(source);
            Assert.Null(delivery.Fault);
            Assert.Equal(["DRA000001", "DRA000002", "DRA000003", "DRA000006", "DRA000007"], delivery.Groups.Select(g => g.Accession));
            Assert.Equal("../../../etc/DRA000001.sample.xml", delivery.Files[0].Path);
            Assert.Equal(10, delivery.Ignored);
        }
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_empty_name_and_names_that_are_no_text_are_passed_over()
    {
        byte[] tar = Archives.Tar([("aa", [1]), ("bb", [2]), ("DRA000001.sample.xml", [3])], TarEntryFormat.Ustar);
        tar[0] = tar[1] = 0;
        Sign(tar.AsSpan(0, 512));
        tar[1024] = 0xFF;
        tar[1025] = 0xC0;
        Sign(tar.AsSpan(1024, 512));
        using var folder = new TemporaryFolder();
        using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar", tar));
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(2, delivery.Ignored);
        Assert.Single(delivery.Files);
    }

    [Fact]
    public void Checksums_of_signed_bytes_and_sizes_in_binary_are_understood()
    {
        byte[] tar = Archives.Tar([("DRA000001.sample.xml", [1, 2, 3]), ("\u00E9\u00E9/DRA000002.sample.xml", [4])], TarEntryFormat.Ustar);
        // GNU's form of a size of 3.
        tar.AsSpan(124, 12).Clear();
        tar[124] = 0x80;
        tar[135] = 3;
        Sign(tar.AsSpan(0, 512));
        Sign(tar.AsSpan(1024, 512), signed: true);
        using var folder = new TemporaryFolder();
        using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar", tar));
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal([DeliveredFile.Digest([1, 2, 3]), DeliveredFile.Digest([4])], delivery.Files.Select(f => f.Content));
    }

    [Fact]
    public void A_truncated_archive_is_refused_wherever_it_was_cut()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(10, seed: 6), shuffleSeed: 1));
        for (int i = 1; i < 50; i++)
        {
            int length = (int)((long)(tar.Length - 1024) * i / 50);
            string path = folder.Write("a.tar", tar[..length]);
            using SubmissionSource source = SubmissionSources.Open(path);
            SourceException e = Assert.Throws<SourceException>(() => source.Plan(1, null, 0, 1, TestContext.Current.CancellationToken));
            Assert.Contains("is truncated", e.Message, StringComparison.Ordinal);
            Assert.InRange(e.Offset!.Value, 0, length);
        }
        // Cut between the last member and the end mark; in the end mark; and right after its first block, which is as good as whole.
        foreach ((int length, bool isWhole) in new[]
        {
            (tar.Length - 1024, false), (tar.Length - 1000, false), (tar.Length - 512, true), (tar.Length - 100, true), (tar.Length, true)
        })
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar", tar[..length]));
            Assert.Equal(isWhole, SourceReading.Read(source).Fault is null);
        }
    }

    [Fact]
    public void A_damaged_header_is_refused_with_its_offset()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Archives.Tar([("DRA000001.sample.xml", new byte[600]), ("DRA000002.sample.xml", [1])], TarEntryFormat.Ustar);
        tar[(512 * 3) + 3] ^= 1;
        using (SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar", tar)))
        {
            SourceException e = Assert.Throws<SourceException>(() => source.Plan(1, null, 0, 1, TestContext.Current.CancellationToken));
            Assert.Contains("checksum is wrong", e.Message, StringComparison.Ordinal);
            Assert.Equal(512 * 3, e.Offset);
        }
        tar[3] ^= 1;
        using (SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar", tar)))
            Assert.Equal(0, Assert.Throws<SourceException>(() => source.Plan(1, null, 0, 1, TestContext.Current.CancellationToken)).Offset);
    }

    [Fact]
    public void Archives_one_after_the_other_are_read_and_junk_after_the_end_is_reported()
    {
        using var folder = new TemporaryFolder();
        byte[] one = Archives.Tar([("DRA000001.sample.xml", [1])]);
        byte[] two = Archives.Tar([("DRA000002.sample.xml", [2])]);
        foreach (Func<byte[], byte[]> form in new Func<byte[], byte[]>[] { b => b, b => Archives.Gzip(b), b => Archives.Gzip(b, 3) })
        {
            using (SubmissionSource source = SubmissionSources.Open(folder.Write("a", form([.. one, .. two]))))
                Assert.Equal(2, SourceReading.Read(source).Files.Count);
            using (SubmissionSource source = SubmissionSources.Open(folder.Write("a", form([.. one, .. Encoding.ASCII.GetBytes(new string('j', 1024))]))))
                Assert.Contains("follows the end mark", SourceReading.Read(source).Fault!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Limits_and_restarts_name_the_same_batches()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.tar", Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(50, seed: 7), shuffleSeed: 2)));
        using SubmissionSource source = SubmissionSources.Open(path);
        Delivery all = SourceReading.Read(source, batchSize: 7);
        Assert.Equal(8, all.Batches);
        using SubmissionSource stream = SubmissionSources.Open(folder.Write("a.tar.gz", Archives.Gzip(File.ReadAllBytes(path))));
        foreach (int limit in new[] { 1, 20, 49, 50, 60 })
        {
            Delivery some = SourceReading.Read(source, threads: 2, batchSize: 7, limit: limit);
            Assert.Equal(SourceReading.Read(stream, limit: limit).Counted, some.Counted);
            Assert.Equal(Math.Min(limit, 50), some.Groups.Count);
        }
        Assert.Equal(all.Groups.Where(g => g.Ordinal >= 3), SourceReading.Read(source, threads: 2, batchSize: 7, firstBatch: 3).Groups);
        Assert.Empty(SourceReading.Read(source, batchSize: 7, limit: 0).Groups);
    }

    [Fact]
    public void A_members_place_survives_packing()
    {
        var random = new Random(8);
        for (int i = 0; i < 10_000; i++)
        {
            string accession = (char)('A' + random.Next(26)) + "RA" + random.NextInt64(1, 10_000_000_000).ToString("d" + random.Next(6, 11), null);
            if (!SubmissionAccession.TryParse(accession.AsSpan(), out SubmissionAccession parsed))
                continue;
            var kind = (SubmissionFileKind)random.Next(6);
            long offset = random.NextInt64(1, TarMember.MaxOffset / 512) * 512;
            long size = random.Next(3) == 0 ? TarMember.MaxSize : random.NextInt64(TarMember.MaxSize >> random.Next(38));
            var member = new TarMember(parsed, kind, offset, size, offset - 512);
            Assert.Equal((parsed, kind, offset, size, offset - 512), (member.Accession, member.Kind, member.Offset, member.Size, member.HeaderOffset));
        }
    }

    private static void Sign(Span<byte> header, bool signed = false)
    {
        header.Slice(148, 8).Fill((byte)' ');
        long sum = 0;
        foreach (byte b in header)
            sum += signed ? (sbyte)b : b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }
}
