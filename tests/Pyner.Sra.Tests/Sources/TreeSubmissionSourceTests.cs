using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Tree;
using Pyner.TestData;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class TreeSubmissionSourceTests
{
    public static TheoryData<bool> Accesses => [true, false];

    private static TreeSubmissionSource Open(string path, bool direct)
    {
        Assert.SkipUnless(!direct || LinuxTreeRoot.IsSupported, "direct calls are made on Linux only");
        return new TreeSubmissionSource(path, direct ? new LinuxTreeRoot(path) : new PortableTreeRoot(path));
    }

    [Theory]
    [InlineData("{0}/{1}", true)]
    [InlineData("{0}/{1}", false)]
    [InlineData("{2}/{0}/{1}", true)]
    [InlineData("{2}/{0}/{1}", false)]
    [InlineData("{1}", true)]
    [InlineData("{1}", false)]
    [InlineData("all/of/{2}/them/{1}", true)]
    [InlineData("all/of/{2}/them/{1}", false)]
    public void Every_layout_gives_the_same_files(string layout, bool direct)
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(120, seed: 1);
        foreach ((string accession, SubmissionFileKind kind, byte[] content) in files)
            folder.Write(string.Format(null, layout, accession, SubmissionFiles.Name(accession, kind), accession[..6]), content);

        foreach (int threads in new[] { 1, 3 })
        {
            using TreeSubmissionSource source = Open(folder.Path, direct);
            Delivery delivery = SourceReading.Read(source, threads);
            Assert.Equal(SubmissionFiles.Expected(files), delivery.Counted);
            Assert.Equal(SubmissionFiles.Account(folder.Path).Counted, delivery.Counted);
            Assert.Equal(delivery.Groups.Select(g => g.Accession).Order(StringComparer.Ordinal).Distinct().Count(), delivery.Groups.Count);
            Assert.Equal(120, source.SubmissionCount);
            Assert.Equal(40, delivery.Batches);
            Assert.All(delivery.Groups, g => Assert.True(g.IsWhole && g.IsFirstGroup));
            Assert.Equal(0, delivery.Ignored);
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void The_real_tree_is_delivered_as_it_lies_there(bool direct)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        string path = RealDocuments.Path("tree");
        (string[] counted, long duplicates, long ignored) = SubmissionFiles.Account(path);
        using TreeSubmissionSource source = Open(path, direct);
        Delivery delivery = SourceReading.Read(source, bufferSize: 64 * 1024);
        Assert.Equal(counted, delivery.Counted);
        Assert.Equal(duplicates, delivery.Files.Count(f => f.IsDuplicate));
        Assert.Equal(ignored, delivery.Ignored);
        Assert.Equal(Directory.GetDirectories(path).Length, source.SubmissionCount);
    }

    [Fact]
    public void Submissions_come_in_order_of_accession_and_samples_before_experiments()
    {
        using var folder = new TemporaryFolder();
        foreach (string accession in new[] { "SRA1000000", "SRA999999", "DRA000002", "ERA000001" })
            foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
                folder.Write($"{accession}/{SubmissionFiles.Name(accession, kind)}", "<x/>");
        using var source = new TreeSubmissionSource(folder.Path);
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(["DRA000002", "ERA000001", "SRA999999", "SRA1000000"], delivery.Groups.Select(g => g.Accession));
        Assert.All(delivery.Groups, g => Assert.Equal("SaExRuSuStAn", g.Kinds));
        Assert.Equal("DRA000002/DRA000002.sample.xml", delivery.Files[0].Path);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_files_name_decides_which_submission_it_belongs_to(bool direct)
    {
        using var folder = new TemporaryFolder();
        folder.Write("DRA000002/DRA000002.experiment.xml", "b-experiment");
        folder.Write("DRA000001/DRA000001.sample.xml", "a-sample");
        folder.Write("DRA000003/DRA000002.sample.xml", "b-sample, in another submission's folder");
        folder.Write("DRA000003/DRA000009.run.xml", "of a submission without a folder");
        folder.Write("DRA000001/attic/DRA000001.run.xml", "in a folder below");
        folder.Write("DRA000001/attic/deeper/DRA000004/DRA000004.study.xml", "own folder, far below another");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        Delivery delivery = SourceReading.Read(source, batchSize: 1);
        Assert.Equal(SubmissionFiles.Account(folder.Path).Counted, delivery.Counted);
        Assert.Equal(["DRA000001", "DRA000002", "DRA000004", "DRA000009"], delivery.Groups.Select(g => g.Accession));
        Assert.Equal(["SaRu", "SaEx", "St", "Ru"], delivery.Groups.Select(g => g.Kinds));
        Assert.Equal(4, source.SubmissionCount);
        Assert.Equal("DRA000003/DRA000002.sample.xml", delivery.Files.Single(f => f is { Accession: "DRA000002", Kind: SubmissionFileKind.Sample }).Path);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Of_files_that_come_twice_the_first_by_path_counts(bool direct)
    {
        using var folder = new TemporaryFolder();
        folder.Write("DRA000/DRA000001/DRA000001.sample.xml", "nested comes first: a slash sorts before a digit");
        folder.Write("DRA000001/DRA000001.sample.xml", "flat");
        folder.Write("DRA000001.sample.xml", "loose");
        folder.Write("DRA000001/DRA000001.run.xml", "only here");
        folder.Write("Z/DRA000001.run.xml", "late");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(SubmissionFiles.Account(folder.Path).Counted, delivery.Counted);
        DeliveredGroup group = Assert.Single(delivery.Groups);
        Assert.Equal("Sa**Ru*", group.Kinds);
        Assert.Equal(
            ["DRA000/DRA000001/DRA000001.sample.xml", "DRA000001.sample.xml", "DRA000001/DRA000001.sample.xml"],
            delivery.Files.Where(f => f.Kind == SubmissionFileKind.Sample).Select(f => f.Path));
        Assert.Equal(3, delivery.Files.Count(f => f.IsDuplicate));
        Assert.Equal(1, source.SubmissionCount);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Which_path_comes_first_is_asked_for_each_kind_by_itself(bool direct)
    {
        using var folder = new TemporaryFolder();
        // Between these, a file's kind is compared with another folder's name.
        string[] folders = ["DRA000001", "DRA000001/DRA000001.old", "DRA000001/DRA000001.run", "DRA000001/DRA000001.study.xml.orig", "DRA000001/DRA000001.a"];
        foreach (string name in folders)
        {
            foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
                folder.Write($"{name}/{SubmissionFiles.Name("DRA000001", kind)}", name);
        }
        folder.Write("DRA000002/DRA000002.old/DRA000002.sample.xml", "one place of several has it");
        folder.Write("DRA000002/DRA000002.experiment.xml", "first: an e sorts before an o");
        folder.Write("DRA000002/DRA000002.old/DRA000002.experiment.xml", "second");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(SubmissionFiles.Account(folder.Path).Counted, delivery.Counted);
        foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
        {
            var files = delivery.Files.Where(f => f.Accession == "DRA000001" && f.Kind == kind).ToList();
            Assert.Equal([false, true, true, true, true], files.Select(f => f.IsDuplicate));
            Assert.Equal(files.Select(f => f.Path).Order(StringComparer.Ordinal), files.Select(f => f.Path));
        }
        Assert.Equal("DRA000002/DRA000002.experiment.xml", delivery.Files.First(f => f is { Accession: "DRA000002", Kind: SubmissionFileKind.Experiment }).Path);
        ReferencedReading.AssertSame(source, folder.Path, 1, 100);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Other_files_are_counted_once_wherever_they_lie(bool direct)
    {
        using var folder = new TemporaryFolder();
        folder.Write("DRA000001/DRA000001.sample.xml", "x");
        foreach (string other in new[]
        {
            "README", "DRA000001/notes.txt", "DRA000001/DRA000001.sample.xml.bak", "DRA000001/DRA000001.pool.xml", "DRA000002/empty.txt",
            "DRA000/a", "DRA000001/attic/b", "DRA000001/.hidden", "DRA000001/DRA00001.sample.xml", "DRA000001/dra000001.sample.xml",
        })
            folder.Write(other, "y");
        File.CreateSymbolicLink(folder["DRA000001/DRA000001.run.xml"], "DRA000001.sample.xml");
        Directory.CreateSymbolicLink(folder["DRA000003"], "DRA000001");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        foreach (int threads in new[] { 1, 2 })
        {
            Delivery delivery = SourceReading.Read(source, threads);
            Assert.Equal(12, delivery.Ignored);
            Assert.Equal("Sa", Assert.Single(delivery.Groups).Kinds);
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Links_that_loop_or_lead_out_are_not_followed_but_the_root_may_be_one(bool direct)
    {
        using var outside = new TemporaryFolder();
        outside.Write("DRA000007/DRA000007.sample.xml", "outside");
        using var folder = new TemporaryFolder();
        folder.Write("tree/DRA000001/DRA000001.sample.xml", "x");
        Directory.CreateSymbolicLink(folder["tree/loop"], ".");
        Directory.CreateSymbolicLink(folder["tree/DRA000007"], Path.Combine(outside.Path, "DRA000007"));
        File.CreateSymbolicLink(folder["tree/DRA000001/DRA000001.run.xml"], "/nowhere");
        string link = folder["link"];
        Directory.CreateSymbolicLink(link, "tree");
        using TreeSubmissionSource source = Open(link, direct);
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(["DRA000001"], delivery.Groups.Select(g => g.Accession));
        Assert.Equal(3, delivery.Ignored);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void What_changed_into_something_unreadable_since_the_listing_is_reported_and_the_rest_goes_on(bool direct)
    {
        using var folder = new TemporaryFolder();
        for (int i = 1; i <= 5; i++)
            folder.Write($"DRA00000{i}/DRA00000{i}.sample.xml", $"content {i}");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        IEnumerable<SubmissionBatch> plan = source.Plan(10, null, 0, 1, TestContext.Current.CancellationToken);
        File.Delete(folder["DRA000002/DRA000002.sample.xml"]);
        File.Delete(folder["DRA000003/DRA000003.sample.xml"]);
        Directory.CreateDirectory(folder["DRA000003/DRA000003.sample.xml"]);
        File.Delete(folder["DRA000004/DRA000004.sample.xml"]);
        File.CreateSymbolicLink(folder["DRA000004/DRA000004.sample.xml"], "/etc/hostname");

        using SubmissionBatchReader reader = source.CreateReader();
        var outcomes = new List<string>();
        byte[] buffer = new byte[100];
        foreach (SubmissionBatch batch in plan)
        {
            reader.Open(batch);
            while (reader.MoveToNextSubmission())
            {
                Assert.True(reader.MoveToNextFile());
                try
                {
                    outcomes.Add($"{reader.Read(buffer)} bytes");
                }
                catch (FileUnreadableException e)
                {
                    Assert.NotEmpty(e.Message);
                    outcomes.Add("unreadable");
                    Assert.Equal(0, reader.Read(buffer));
                }
                Assert.False(reader.MoveToNextFile());
            }
        }
        Assert.Equal(["9 bytes", "unreadable", "unreadable", "unreadable", "9 bytes"], outcomes);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_submission_folder_that_cannot_be_listed_is_reported_with_its_reason(bool direct)
    {
        using var folder = new TemporaryFolder();
        for (int i = 1; i <= 3; i++)
            folder.Write($"DRA00000{i}/DRA00000{i}.sample.xml", $"content {i}");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        // Listed as a folder, gone when it is looked into: tests may run as a user whom no permissions stop.
        Directory.Delete(folder["DRA000002"], recursive: true);
        File.WriteAllText(folder["DRA000002"], "now a file");
        Delivery delivery = SourceReading.Read(source);
        Assert.Equal(["DRA000001", "DRA000002", "DRA000003"], delivery.Groups.Select(g => g.Accession));
        Assert.StartsWith("DRA000002: the folder 'DRA000002' can't be opened: ", Assert.Single(delivery.UnreadableFolders));
        Assert.Equal(2, delivery.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Without_permission_a_file_or_folder_is_reported(bool direct)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "no permissions stop this user");
        using var folder = new TemporaryFolder();
        string closed = folder["DRA000002"];
        string file = folder.Write("DRA000001/DRA000001.sample.xml", "x");
        folder.Write("DRA000002/DRA000002.sample.xml", "x");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.None);
            File.SetUnixFileMode(closed, UnixFileMode.None);
        }
        try
        {
            using TreeSubmissionSource source = Open(folder.Path, direct);
            Delivery delivery = SourceReading.Read(source);
            Assert.Single(delivery.UnreadableFolders);
            Assert.NotNull(Assert.Single(delivery.Files).Unreadable);
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_limit_keeps_the_first_submissions_and_ordinals_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        var files = SubmissionFiles.Make(100, seed: 3);
        foreach ((string accession, SubmissionFileKind kind, byte[] content) in files)
            folder.Write($"{accession}/{SubmissionFiles.Name(accession, kind)}", content);
        Directory.CreateDirectory(folder["DRA000000"]);
        using var source = new TreeSubmissionSource(folder.Path);
        Delivery all = SourceReading.Read(source, batchSize: 7);
        Delivery some = SourceReading.Read(source, threads: 3, batchSize: 7, limit: 40);
        Assert.Equal(all.Groups.Take(40), some.Groups);
        Delivery rest = SourceReading.Read(source, threads: 2, batchSize: 7, limit: 40, firstBatch: 4);
        Assert.Equal(all.Groups.Take(40).Where(g => g.Ordinal >= 4), rest.Groups);
        Assert.Equal(100, source.SubmissionCount);
        Assert.Empty(SourceReading.Read(source, batchSize: 7, firstBatch: 50).Files);
    }

    [Fact]
    public void Places_are_in_one_order_however_they_were_listed()
    {
        var folders = new TreeFolders();
        int folder = folders.Add("DRA000"u8);
        Place[] places =
        [
            .. Enumerable.Range(1, 5).SelectMany(number => Enumerable.Range(0, 6).Select(kind => new Place
            {
                Accession = SubmissionAccession.Parse($"DRA{number:d6}"),
                Folder = kind % 2 == 0 ? folder : 0,
                Kinds = (byte)(1 << kind),
                Flags = PlaceFlags.Loose,
            })),
        ];
        Place[] sorted = [.. places];
        Array.Sort(sorted, new PlaceComparer(folders));
        var random = new Random(5);
        for (int i = 0; i < 50; i++)
        {
            random.Shuffle(places);
            Place[] again = [.. places];
            Array.Sort(again, new PlaceComparer(folders));
            Assert.Equal(sorted, again);
        }
    }

    [Fact]
    public void The_fingerprint_changes_with_the_submissions_and_not_with_the_order_of_listing()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        for (int i = 0; i < 50; i++)
        {
            one.Write($"DRA{i:d6}/DRA{i:d6}.sample.xml", "x");
            two.Write($"DRA{49 - i:d6}/DRA{49 - i:d6}.sample.xml", "x");
        }
        Assert.Equal(Fingerprint(one), Fingerprint(two));
        Assert.Equal(64, Fingerprint(one).Length);
        string before = Fingerprint(one);
        two.Write("DRA000050/DRA000050.sample.xml", "x");
        Assert.NotEqual(before, Fingerprint(two));
        one.Write("DRA000050.sample.xml", "x");
        Assert.NotEqual(before, Fingerprint(one));
        Assert.NotEqual(Fingerprint(one), Fingerprint(two));

        static string Fingerprint(TemporaryFolder folder)
        {
            using var source = new TreeSubmissionSource(folder.Path);
            return source.Fingerprint;
        }
    }

    [Fact]
    public void Folders_with_names_that_are_no_text_are_read()
    {
        Assert.SkipUnless(LinuxTreeRoot.IsSupported, "such names exist on Linux only");
        using var folder = new TemporaryFolder();
        folder.Write("DRA000001/DRA000001.sample.xml", "x");
        // Bytes that are no UTF-8 can't be had through .NET's file API: neither made nor removed.
        string odd = $"d=$(printf '{folder.Path}/a\\377\\nb')";
        Shell.Run($"{odd} && mkdir \"$d\" && echo x > \"$d/DRA000002.sample.xml\"");
        Delivery delivery;
        using (var source = new TreeSubmissionSource(folder.Path))
            delivery = SourceReading.Read(source);
        Shell.Run($"{odd} && rm -r \"$d\"");
        Assert.Equal(["1:", "2:"], delivery.Files.Select(f => f.Content[..2]));
        Assert.Equal("a\uFFFD\nb/DRA000002.sample.xml", delivery.Files[1].Path);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Where_the_whole_tree_is_gone_the_reading_stops_instead_of_rejecting_every_file(bool direct)
    {
        using var folder = new TemporaryFolder();
        for (int i = 1; i <= 3; i++)
            folder.Write($"DRA00000{i}/DRA00000{i}.sample.xml", $"content {i}");
        using TreeSubmissionSource source = Open(folder.Path, direct);
        using SubmissionBatchReader reader = source.CreateReader();
        reader.Open(Assert.Single(source.Plan(100, null, 0, 1, TestContext.Current.CancellationToken)));
        foreach (string submission in Directory.GetDirectories(folder.Path))
            Directory.Delete(submission, recursive: true);

        Assert.True(reader.MoveToNextSubmission() && reader.MoveToNextFile());
        SourceException gone = Assert.Throws<SourceException>(() => reader.Read(new byte[100]));
        Assert.Contains(folder.Path, gone.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_batch_with_a_huge_file_near_the_end_comes_first_if_asked_for(bool direct)
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 2000; i++)
            folder.Write($"DRA{i:d6}/DRA{i:d6}.sample.xml", "some content");
        foreach (int huge in new[] { 1895, 1999 })
        {
            // Takes no room: it is all hole.
            using FileStream file = File.OpenWrite(folder[$"DRA{huge:d6}/DRA{huge:d6}.sample.xml"]);
            file.SetLength(PlaceVisitor.HugeBytes);
        }
        long[] all = [.. Enumerable.Range(0, 200).Select(i => (long)i)];
        using TreeSubmissionSource source = Open(folder.Path, direct);
        Assert.Equal(all, Ordinals(0));
        source.StartsWithHuge = true;
        Assert.Equal([189, 199, .. all.Except([189, 199])], Ordinals(0));
        // Those that were merged before a restart stay out.
        Assert.Equal([199, .. all[190..199]], Ordinals(190));

        long[] Ordinals(long firstBatch) =>
            [.. source.Plan(10, null, firstBatch, 2, TestContext.Current.CancellationToken).Select(batch => batch.Ordinal)];
    }

    [Fact]
    public void Nothing_is_allocated_per_file()
    {
        Assert.SkipUnless(LinuxTreeRoot.IsSupported, "direct calls are made on Linux only");
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 400; i++)
            folder.Write($"DRA{i:d6}/DRA{i:d6}.sample.xml", "some content");
        using var source = new TreeSubmissionSource(folder.Path);
        SubmissionBatch[] batches = [.. source.Plan(200, null, 0, 1, TestContext.Current.CancellationToken)];
        using SubmissionBatchReader reader = source.CreateReader();
        byte[] buffer = new byte[4096];
        ReadAll(batches[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(batches[1]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void ReadAll(SubmissionBatch batch)
        {
            reader.Open(batch);
            while (reader.MoveToNextSubmission())
                while (reader.MoveToNextFile())
                    while (reader.Read(buffer) > 0)
                    {
                    }
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_tree_too_deep_or_without_submissions_is_refused_with_the_reason(bool direct)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no submission", Assert.Throws<SourceException>(() => Open(folder.Path, direct)).Message, StringComparison.Ordinal);
        folder.Write("a/b/readme.txt", "x");
        Assert.Contains("holds no submission", Assert.Throws<SourceException>(() => Open(folder.Path, direct)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["DRA000001"]);
        using (TreeSubmissionSource source = Open(folder.Path, direct))
            Assert.Contains("holds no submission", SourceReading.Read(source).Fault?.Message, StringComparison.Ordinal);
        folder.Write(string.Concat(Enumerable.Repeat("d/", 40)) + "x", "x");
        Assert.Contains("nested deeper than 32", Assert.Throws<SourceException>(() => Open(folder.Path, direct)).Message, StringComparison.Ordinal);
    }
}
