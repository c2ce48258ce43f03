using System.IO.Compression;
using System.Text;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class TarGzSubmissionSourceTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, false)]
    [InlineData(4, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(3, 1, true)]
    [InlineData(1, 7, false)]
    [InlineData(3, 7, false)]
    public void Members_that_are_neighbours_or_not_give_the_same_files(int threads, int gzipMembers, bool readsAhead)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(150, seed: 9);
        foreach (int? shuffle in new int?[] { null, 1 })
        {
            List<(string Name, byte[] Content)> members = ArchiveLayouts.Members(files, "./", shuffle);
            byte[] tar = Archives.Tar(members);
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", Archives.Gzip(tar, gzipMembers)));
            source.ReadsAhead = readsAhead;
            Assert.Equal(SourceKind.TarGz, source.Kind);
            foreach (int bufferSize in new[] { 333, 1 << 18 })
            {
                Delivery delivery = SourceReading.Read(source, threads, batchSize: 5, bufferSize: bufferSize);
                Assert.Null(delivery.Fault);
                Assert.Equal(SubmissionFiles.Expected(files), delivery.Counted);
                Assert.Equal(
                    Archives.ReadByTarReader(tar).Select(m => (m.Name[2..], DeliveredFile.Digest(m.Content))), delivery.Files.Select(f => (f.Path, f.Content)));
                Assert.Equal(ExpectedGroups(members, batchSize: 5), delivery.Groups);
                Assert.Equal(source.TotalBytes, source.ConsumedBytes);
            }
        }
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(3, 20)]
    [InlineData(2, 500)]
    [InlineData(3, 500)]
    public void Several_readers_get_what_one_gets_where_batches_fill_many_chunks_or_more_than_there_are(int threads, int batchSize)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(1000, seed: 4);
        List<(string Name, byte[] Content)> members = ArchiveLayouts.Members(files);
        using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", Archives.Gzip(Archives.Tar(members), members: 3)));
        Delivery alone = SourceReading.Read(source, 1, batchSize, bufferSize: 1 << 18);
        Assert.Equal(SubmissionFiles.Expected(files), alone.Counted);

        Delivery together = SourceReading.Read(source, threads, batchSize, bufferSize: 1 << 18);
        Assert.Null(together.Fault);
        Assert.Equal(alone.Files, together.Files);
        Assert.Equal(alone.Groups, together.Groups);
        Assert.Equal(alone.Digests, together.Digests);
    }

    [Fact]
    public void A_second_file_of_the_same_kind_is_a_duplicate_wherever_it_comes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.tar.gz", Archives.Gzip(Archives.Tar(
        [
            ("DRA000001.sample.xml", [1]), ("DRA000001.experiment.xml", [2]), ("x/DRA000001.sample.xml", [3]), ("README", [0]),
            ("DRA000002.sample.xml", [4]), ("DRA000003.run.xml", [5]), ("DRA000002.experiment.xml", [6]), ("DRA000002.sample.xml", [7]),
            ("DRA000001.run.xml", [8]), ("DRA000001.experiment.xml", [9]),
        ])));
        using SubmissionSource source = SubmissionSources.Open(path);
        Delivery delivery = SourceReading.Read(source, batchSize: 2);
        Assert.Equal(
            [
                new DeliveredGroup(0, "DRA000001", true, true, "SaEx*"),
                new DeliveredGroup(0, "DRA000002", true, false, "Sa"),
                new DeliveredGroup(1, "DRA000003", true, false, "Ru"),
                new DeliveredGroup(1, "DRA000002", false, false, "Ex*"),
                new DeliveredGroup(2, "DRA000001", false, false, "Ru*"),
            ],
            delivery.Groups);
        Assert.Equal(1, delivery.Ignored);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Limits_and_restarts_name_the_same_batches(int threads)
    {
        using var folder = new TemporaryFolder();
        List<(string Name, byte[] Content)> members = ArchiveLayouts.Members(SubmissionFiles.Make(60, seed: 10), shuffleSeed: 3);
        members.Insert(0, ("first", []));
        members.Insert(40, ("middle", []));
        members.Add(("last", []));
        string path = folder.Write("a.tar.gz", Archives.Gzip(Archives.Tar(members)));
        using SubmissionSource source = SubmissionSources.Open(path);
        Delivery all = SourceReading.Read(source, threads, batchSize: 7);
        Assert.Equal(3, all.Ignored);
        for (int first = 0; first <= all.Batches; first += 5)
        {
            Delivery before = ReadBatchesBefore(source, first);
            Delivery rest = SourceReading.Read(source, threads, batchSize: 7, firstBatch: first);
            Assert.Equal(all.Groups.Where(g => g.Ordinal >= first), rest.Groups);
            Assert.Equal(all.Files.Where(f => f.Ordinal >= first), rest.Files);
            Assert.Equal(3, before.Ignored + rest.Ignored);
        }
        Delivery limited = SourceReading.Read(source, threads, batchSize: 7, limit: 20);
        Assert.Equal(20, limited.Groups.Select(g => g.Accession).Distinct().Count());
        Assert.Equal(all.Groups.Take(limited.Groups.Count).Select(g => (g.Ordinal, g.Accession)), limited.Groups.Select(g => (g.Ordinal, g.Accession)));
        Assert.True(all.Groups[limited.Groups.Count].IsFirstGroup);
        Assert.Empty(SourceReading.Read(source, threads, limit: 0).Groups);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(3, 1, false)]
    [InlineData(3, 1, true)]
    [InlineData(1, 7, false)]
    [InlineData(3, 7, true)]
    public void The_digest_at_a_batchs_end_depends_on_all_that_comes_before_it_and_on_nothing_else(int threads, int gzipMembers, bool readsAhead)
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(400, seed: 21), "./", null));
        byte[] file = Archives.Gzip(tar, gzipMembers);
        SortedDictionary<long, ulong> whole = Digests(file);
        Assert.InRange(whole.Count, 50, long.MaxValue);
        Assert.Equal(whole.Count, whole.Values.Distinct().Count());
        Assert.Equal(whole.Skip(20), Digests(file, firstBatch: 20));
        Assert.Equal(whole.Take(17), Digests(file, limit: (17 * 5) + 2).Take(17));
        SortedDictionary<long, ulong> cut = Digests(file[..(file.Length / 2)]);
        Assert.InRange(cut.Count, 5, whole.Count - 5);
        Assert.Equal(whole.Take(cut.Count), cut);
        for (int change = 1; change < 4; change++)
        {
            byte[] changed = (byte[])tar.Clone();
            ChangeOwner(changed, tar.Length * change / 4);
            SortedDictionary<long, ulong> others = Digests(Archives.Gzip(changed, gzipMembers));
            int same = whole.Values.Zip(others.Values).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.InRange(same, 5, whole.Count - 5);
            Assert.All(whole.Values.Zip(others.Values).Skip(same), pair => Assert.NotEqual(pair.First, pair.Second));
        }

        SortedDictionary<long, ulong> Digests(byte[] archive, long firstBatch = 0, long? limit = null)
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", archive));
            source.ReadsAhead = readsAhead;
            return SourceReading.Read(source, threads, batchSize: 5, limit: limit, firstBatch: firstBatch).Digests;
        }
    }

    /// <summary>Changes what nothing depends on: the owner's name in the next header, which is signed anew.</summary>
    private static void ChangeOwner(Span<byte> tar, int from)
    {
        Span<byte> header = tar.Slice(from + tar[from..].IndexOf("ustar"u8) - 257, 512);
        header[265] ^= 1;
        header.Slice(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte b in header)
            sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void What_comes_before_a_cut_is_delivered_and_nothing_else(int threads, bool readsAhead)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(12, seed: 11);
        byte[] gz = Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(files, shuffleSeed: 4)), members: 3);
        using SubmissionSource wholeSource = SubmissionSources.Open(folder.Write("whole", gz));
        wholeSource.ReadsAhead = readsAhead;
        Delivery whole = SourceReading.Read(wholeSource, threads, batchSize: 2);
        int most = 0;
        for (int i = 1; i < 50; i++)
        {
            // The last ones cut off nothing but the end mark, or only the checksum and length that close the gzip stream.
            int length = i < 47 ? (int)((long)gz.Length * i / 50) : gz.Length - ((50 - i) * 4);
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", gz[..length]));
            source.ReadsAhead = readsAhead;
            Delivery cut = SourceReading.Read(source, threads, batchSize: 2);
            Assert.NotNull(cut.Fault);
            Assert.Contains("is truncated", cut.Fault.Message, StringComparison.Ordinal);
            Assert.Contains("download it again", cut.Fault.Message, StringComparison.Ordinal);
            Assert.InRange(cut.Fault.Offset!.Value, 0, length);
            Assert.Equal(whole.Files.Take(cut.Files.Count), cut.Files);
            Assert.Equal(whole.CompleteBatches.Take(cut.CompleteBatches.Count), cut.CompleteBatches);
            Assert.Equal(whole.Groups.Where(g => cut.CompleteBatches.Contains(g.Ordinal)), cut.Groups.Where(g => cut.CompleteBatches.Contains(g.Ordinal)));
            Assert.True(cut.Files.Count >= most, "more bytes, fewer files");
            most = cut.Files.Count;
        }
        Assert.Equal(files.Count, most);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public void Damage_is_reported_or_harmless_but_never_changes_what_is_delivered(int threads, bool readsAhead)
    {
        using var folder = new TemporaryFolder();
        byte[] gz = Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(6, seed: 12))), members: 2, CompressionLevel.Optimal);
        using SubmissionSource wholeSource = SubmissionSources.Open(folder.Write("whole", gz));
        wholeSource.ReadsAhead = readsAhead;
        Delivery whole = SourceReading.Read(wholeSource, threads, batchSize: 2);
        var random = new Random(13);
        int reported = 0;
        for (int i = 0; i < 150; i++)
        {
            byte[] damaged = (byte[])gz.Clone();
            // At the very ends too: headers, checksums, lengths.
            int at = i switch { < 10 => i, < 20 => gz.Length - 1 - (i - 10), _ => random.Next(gz.Length) };
            damaged[at] ^= (byte)(1 << random.Next(8));
            Delivery delivery;
            try
            {
                using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", damaged));
                source.ReadsAhead = readsAhead;
                delivery = SourceReading.Read(source, threads, batchSize: 2);
            }
            catch (SourceException)
            {
                reported++;
                continue;
            }
            if (delivery.Fault is null)
            {
                Assert.Equal(whole.Files, delivery.Files);
                Assert.InRange(at, 0, gz.Length - 1);
                continue;
            }
            reported++;
            // A checksum is known only at the end of a gzip member: batches before its fault may hold damaged content, which is why a fault fails the job.
            Assert.Contains("'" + folder["a.tar.gz"] + "'", delivery.Fault.Message, StringComparison.Ordinal);
        }
        Assert.InRange(reported, 120, 150);
    }

    [Fact]
    public void A_message_about_damage_names_the_member_and_the_offsets()
    {
        using var folder = new TemporaryFolder();
        byte[] content = new byte[3_000_000];
        new Random(14).NextBytes(content);
        byte[] gz = Archives.Gzip(Archives.Tar([("DRA000001.sample.xml", [1]), ("DRA000002.sample.xml", content), ("DRA000003.sample.xml", [1])]));
        using (SubmissionSource source = SubmissionSources.Open(folder.Write("cut.tar.gz", gz[..2_000_000])))
        {
            SourceException e = SourceReading.Read(source).Fault!;
            Assert.Contains("its 2000000 bytes end in the member 'DRA000002.sample.xml', inflated byte ", e.Message, StringComparison.Ordinal);
            Assert.Equal(2_000_000, e.Offset);
        }
        byte[] header = Archives.Tar([("DRA000001.sample.xml", [1]), ("DRA000002.sample.xml", [1])], System.Formats.Tar.TarEntryFormat.Ustar);
        header[1030] ^= 1;
        using (SubmissionSource source = SubmissionSources.Open(folder.Write("header.tar.gz", Archives.Gzip(header))))
        {
            SourceException e = SourceReading.Read(source).Fault!;
            Assert.Contains("after the member 'DRA000001.sample.xml', inflated byte 1024: expected a tar header", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void Files_and_batches_that_are_not_read_to_their_end_are_passed_over(int threads, bool readsAhead)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(100, seed: 15);
        using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(files)))));
        source.ReadsAhead = readsAhead;
        using SubmissionBatchReader reader = source.CreateReader();
        long batches = 0, kinds = 0;
        byte[] one = new byte[1];
        foreach (SubmissionBatch batch in source.Plan(4, null, 0, threads, TestContext.Current.CancellationToken))
        {
            Assert.Equal(batches++, batch.Ordinal);
            reader.Open(batch);
            switch (batch.Ordinal % 4)
            {
                case 0:
                    continue;
                case 1:
                    Assert.True(reader.MoveToNextSubmission());
                    Assert.True(reader.MoveToNextFile());
                    _ = reader.Read(one);
                    continue;
                case 2:
                    while (reader.MoveToNextSubmission())
                        kinds++;
                    continue;
                default:
                    while (reader.MoveToNextSubmission())
                        while (reader.MoveToNextFile())
                            _ = reader.Read(one);
                    Assert.False(reader.MoveToNextFile());
                    Assert.False(reader.MoveToNextSubmission());
                    continue;
            }
        }
        Assert.Equal(25, batches);
        Assert.Equal(24, kinds);
    }

    [Fact]
    public void Cancelling_ends_every_wait()
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(400, seed: 16);
        using SubmissionSource source = SubmissionSources.Open(folder.Write("a.tar.gz", Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(files)))));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // Nobody reads, so the pool is used up, and taking batches blocks.
        cancellation.CancelAfter(300);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (SubmissionBatch batch in source.Plan(100_000, null, 0, 2, cancellation.Token))
                Assert.Equal(0, batch.Ordinal);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gzip_file_without_submissions_is_refused_with_the_reason(int threads)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no submission", Fault(Archives.Gzip(Archives.Tar([("README", [1])]))), StringComparison.Ordinal);
        Assert.Contains("is gzip, but holds no tar", Fault(Archives.Gzip(new byte[700].Select(_ => (byte)'x').ToArray())), StringComparison.Ordinal);
        Assert.Contains("is gzip, but holds no tar", Fault(Archives.Gzip("root:x:0:0:root:/root:/bin/bash\n"u8.ToArray())), StringComparison.Ordinal);
        Assert.Contains("is gzip, but holds no tar", Fault([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("is truncated", Fault([0x1F, 0x8B]), StringComparison.Ordinal);
        Assert.Contains("is damaged", Fault([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]), StringComparison.Ordinal);
        byte[] whole = Archives.Gzip(Archives.Tar([("DRA000001.sample.xml", [1])]));
        Assert.Contains("data that is not gzip follows", Fault([.. whole, .. Enumerable.Repeat((byte)'j', 20_000)]), StringComparison.Ordinal);
        using SubmissionSource padded = SubmissionSources.Open(folder.Write("padded", [.. whole, .. new byte[20_000]]));
        Assert.Null(SourceReading.Read(padded, threads).Fault);

        string Fault(byte[] content)
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a", content));
            Delivery delivery = SourceReading.Read(source, threads);
            Assert.NotNull(delivery.Fault);
            return delivery.Fault.Message;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_but_zeros_may_follow_the_compressed_data(int threads)
    {
        using var folder = new TemporaryFolder();
        byte[] one = Archives.Gzip(Archives.Tar([("DRA000001.sample.xml", Random(30_000))]));
        byte[] two = Archives.Gzip(Archives.Tar([("DRA000002.sample.xml", [2])]));
        byte[] junk = [.. two];
        junk[0]++;
        foreach (int zeros in new[] { 0, 1, 511, 7_000, 8_192, 20_000, 300_000 })
        {
            Assert.Equal((null, 1), Read([.. one, .. new byte[zeros]]));
            foreach (byte[] tail in (byte[][])[[(byte)'j'], [0x1F, 0], junk, new byte[100], new byte[9_000]])
            {
                bool isPadding = !tail.AsSpan().ContainsAnyExcept((byte)0);
                foreach (byte[] follows in (byte[][])[[.. tail, .. new byte[zeros]], [.. new byte[zeros], .. tail], [.. new byte[zeros], .. two, .. tail]])
                {
                    // Two archives without a gap are read as one.
                    bool isWhole = isPadding && (zeros == 0 || !follows.AsSpan().ContainsAnyExcept((byte)0));
                    (string? fault, int files) = Read([.. one, .. follows]);
                    Assert.True(fault is null == isWhole, $"{zeros} zeros, {tail.Length}: {fault}");
                    Assert.True(fault is null || fault.Contains("is damaged", StringComparison.Ordinal), fault);
                    Assert.InRange(files, 1, 2);
                }
            }
        }
        Assert.Equal((null, 2), Read([.. one, .. two]));

        (string? Fault, int Files) Read(byte[] content)
        {
            using SubmissionSource source = SubmissionSources.Open(folder.Write("a", content));
            Delivery delivery = SourceReading.Read(source, threads);
            return (delivery.Fault?.Message, delivery.Files.Count);
        }
    }

    [Fact]
    public void What_lies_behind_the_limit_can_not_be_at_fault()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Archives.Tar([("DRA000001.sample.xml", Random(100_000)), ("DRA000002.sample.xml", Random(900_000))]);
        byte[] archive = Archives.Gzip(tar);
        string cut = folder.Write("cut.tar.gz", archive[..(archive.Length / 2)]);
        string cutTar = folder.Write("cut.tar", tar[..(tar.Length / 2)]);
        foreach (string path in new[] { cut, cutTar })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                using SubmissionSource source = SubmissionSources.Open(path);
                Delivery limited = SourceReading.Read(source, threads, limit: 1);
                Assert.Null(limited.Fault);
                Assert.Single(limited.Files);
                Assert.NotNull(SourceReading.Read(source, threads, limit: 2).Fault);
            }
        }
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Groups by the rule alone: runs of one accession; the first run of a submission; whole with both a sample and an experiment file.</summary>
    private static List<DeliveredGroup> ExpectedGroups(List<(string Name, byte[] Content)> members, int batchSize)
    {
        var groups = new List<DeliveredGroup>();
        var seen = new HashSet<string>();
        string last = "";
        foreach ((string name, _) in members)
        {
            string[] parts = Path.GetFileName(name).Split('.');
            string kind = char.ToUpperInvariant(parts[1][0]) + parts[1][1..2];
            if (parts[0] == last)
                groups[^1] = groups[^1] with { Kinds = groups[^1].Kinds + kind };
            else
                groups.Add(new DeliveredGroup(groups.Count / batchSize, parts[0], seen.Add(parts[0]), false, kind));
            last = parts[0];
            DeliveredGroup group = groups[^1];
            groups[^1] = group with
            {
                IsWhole = group.Kinds.Contains("Sa", StringComparison.Ordinal) && group.Kinds.Contains("Ex", StringComparison.Ordinal),
            };
        }
        return groups;
    }

    private static Delivery ReadBatchesBefore(SubmissionSource source, int end)
    {
        var delivery = new Delivery();
        using SubmissionBatchReader reader = source.CreateReader();
        foreach (SubmissionBatch batch in source.Plan(7, null, 0, 1, TestContext.Current.CancellationToken))
        {
            if (batch.Ordinal == end)
                break;
            reader.Open(batch);
            while (reader.MoveToNextSubmission())
            {
            }
            delivery.Ignored += reader.IgnoredFiles;
        }
        return delivery;
    }
}
