using System.Text;
using Pyner.Sra.Sources;
using Pyner.Sra.Sources.References;
using Pyner.Sra.Sources.Tree;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Batches of a tree by reference: odd trees, trees that change or go away, and references that somebody forged.</summary>
public sealed class ReferencedTreeTests : IDisposable
{
    private static readonly SubmissionAccession s_accession = SubmissionAccession.Parse("DRA000001");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<bool> Accesses => [true, false];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Strays_duplicates_loose_and_ignored_files_read_the_same()
    {
        _folder.Write("DRA000/DRA000001/DRA000001.sample.xml", "nested");
        _folder.Write("DRA000001/DRA000001.sample.xml", "flat");
        _folder.Write("DRA000001.sample.xml", "loose");
        _folder.Write("DRA000002/DRA000002.experiment.xml", "own folder");
        _folder.Write("DRA000003/DRA000002.sample.xml", "in another submission's folder");
        _folder.Write("DRA000003/DRA000009.run.xml", "of a submission without a folder");
        _folder.Write("DRA000001/attic/DRA000001.run.xml", "in a folder below");
        _folder.Write("DRA000001/attic/deeper/DRA000004/DRA000004.study.xml", "own folder, far below another");
        foreach (string ignored in new[]
        {
            "README", "DRA000001/notes.txt", "DRA000001/.hidden", "DRA000005/nothing", "DRA000001/attic/b", "Z/DRA000001.pool.xml"
        })
            _folder.Write(ignored, "x");
        File.CreateSymbolicLink(_folder["DRA000001/DRA000001.study.xml"], "DRA000001.sample.xml");
        (string[] counted, long duplicates, long ignoredFiles) = SubmissionFiles.Account(_folder.Path);
        // Only now: the account would go through it.
        Directory.CreateSymbolicLink(_folder["DRA000006"], "DRA000001");
        using SubmissionSource source = SubmissionSources.Open(_folder.Path);
        Delivery whole = ReferencedReading.Read(source, _folder.Path);
        Assert.Equal(counted, whole.Counted);
        Assert.Equal((duplicates, ignoredFiles + 1), (whole.Files.Count(f => f.IsDuplicate), whole.Ignored));
        ReferencedReading.AssertSame(source, _folder.Path, 1, 2, 100);
    }

    [Fact]
    public void Figures_of_any_size_come_through()
    {
        using var index = new TreeIndex { IgnoredElsewhere = long.MaxValue };
        int folder = index.Folders.Add("x/y"u8);
        Place[] places =
        [
            new() { Accession = SubmissionAccession.Parse("ARA000000"), Kinds = 1, Ignored = Place.MaxIgnored },
            new() { Accession = SubmissionAccession.Parse("SRA9999999999"), Kinds = 63, Folder = folder, Flags = PlaceFlags.Loose },
            new() { Accession = SubmissionAccession.Parse("SRA9999999999"), Kinds = 0, Flags = PlaceFlags.Unlistable, Ignored = 1 },
            new() { Accession = SubmissionAccession.Parse("ZRA999999"), Kinds = 32, Folder = folder },
        ];
        foreach (Place place in places)
            index.Places.Add(place);
        foreach (long ordinal in new[] { 0, 1, long.MaxValue })
        {
            TreeBatch read = TreeReference.Read(TreeReference.Write(new TreeBatch { Ordinal = ordinal, Index = index, Start = 0, End = 4 }), ordinal);
            Assert.Equal(ordinal == 0 ? long.MaxValue : 0, read.Index.IgnoredElsewhere);
            Assert.Equal(places, read.Index.Places.Items.ToArray());
            Assert.Equal("x/y"u8, read.Index.Folders[folder]);
            Assert.Equal((ordinal, 0, 4), (read.Ordinal, read.Start, read.End));
            read.Index.Dispose();
        }
    }

    [Fact]
    public void Folders_with_names_that_are_no_text_are_read()
    {
        Assert.SkipUnless(LinuxTreeRoot.IsSupported, "such names exist on Linux only");
        _folder.Write("tree/DRA000001/DRA000001.sample.xml", "x");
        // Bytes that are no UTF-8 can't be had through .NET's file API: neither made nor removed.
        string odd = $"d=$(printf '{_folder.Path}/tree/a\\377\\nb')";
        Shell.Run($"{odd} && mkdir \"$d\" && echo x > \"$d/DRA000002.sample.xml\"");
        using (SubmissionSource source = SubmissionSources.Open(_folder["tree"]))
            ReferencedReading.AssertSame(source, _folder.Path, 1, 10);
        Shell.Run($"{odd} && rm -r \"$d\"");
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_folder_that_could_not_be_listed_is_reported_as_the_planning_process_reports_it(bool direct)
    {
        for (int i = 1; i <= 3; i++)
            _folder.Write($"DRA00000{i}/DRA00000{i}.sample.xml", $"content {i}");
        using var source = new TreeSubmissionSource(_folder.Path, Root(direct));
        // Listed as a folder, gone when it is looked into: tests may run as a user whom no permissions stop.
        Directory.Delete(_folder["DRA000002"], recursive: true);
        _folder.Write("DRA000002", "now a file");
        SubmissionBatch batch = Plan(source);
        Delivery expected = Read(source.CreateReader(), batch);
        using var referenced = new ReferencedTree(Root(direct));
        Delivery actual = Read(referenced.CreateReader(), referenced.Open(source.Refer(batch), 0));
        Assert.StartsWith("DRA000002: the folder 'DRA000002' can't be opened: ", Assert.Single(actual.UnreadableFolders));
        ReferencedReading.AssertSame(expected, actual);

        File.Delete(_folder["DRA000002"]);
        _folder.Write("DRA000002/DRA000002.sample.xml", "a folder again");
        Delivery later = Read(referenced.CreateReader(), referenced.Open(source.Refer(batch), 0));
        Assert.Contains("could not be listed when the job was planned", Assert.Single(later.UnreadableFolders), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_worker_reads_what_was_planned_and_does_not_look_for_itself(bool direct)
    {
        _folder.Write("DRA000001/DRA000001.sample.xml", "planned");
        using var source = new TreeSubmissionSource(_folder.Path, Root(direct));
        SubmissionBatch batch = Plan(source);
        BatchReference reference = source.Refer(batch);
        _folder.Write("DRA000001/DRA000001.run.xml", "came later");
        _folder.Write("DRA000001/README", "came later");
        _folder.Write("DRA000000/DRA000000.sample.xml", "came later");
        using var referenced = new ReferencedTree(Root(direct));
        Delivery delivery = Read(referenced.CreateReader(), referenced.Open(reference, 0));
        Assert.Equal("Sa", Assert.Single(delivery.Groups).Kinds);
        Assert.Equal(0, delivery.Ignored);
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_file_or_folder_that_is_gone_is_rejected_alone_and_a_root_that_is_gone_stops_the_batch(bool direct)
    {
        string root = _folder["tree"];
        for (int i = 1; i <= 3; i++)
            _folder.Write($"tree/DRA00000{i}/DRA00000{i}.sample.xml", $"content {i}");
        using var source = new TreeSubmissionSource(root, Root(direct, root));
        SubmissionBatch batch = Plan(source);
        BatchReference reference = source.Refer(batch);
        Directory.Delete(Path.Combine(root, "DRA000002"), recursive: true);
        using var referenced = new ReferencedTree(Root(direct, root));
        using SubmissionBatchReader reader = referenced.CreateReader();
        Delivery delivery = Read(reader, referenced.Open(reference, 0));
        Assert.Equal([true, false, true], delivery.Files.Select(f => f.Unreadable is null));
        ReferencedReading.AssertSame(Read(source.CreateReader(), batch), delivery);

        // A volume that is not mounted is an empty folder.
        Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
        AssertGone(root, () => Read(reader, referenced.Open(reference, 0)));
        using (var empty = new ReferencedTree(Root(direct, root)))
            AssertGone(root, () => Read(empty.CreateReader(), empty.Open(reference, 0)));
        Directory.Delete(root);
        AssertGone(root, () => Read(reader, referenced.Open(reference, 0)));
        AssertGone(root, () => ReferencedSource.Open(SourceKind.DirectoryTree, root, source.Fingerprint, null));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("DRA000/../../outside")]
    [InlineData("DRA000/..")]
    [InlineData(".")]
    [InlineData("./DRA000")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("//etc")]
    [InlineData("DRA000/")]
    [InlineData("DRA000//x")]
    [InlineData("DRA000\0x")]
    public void A_forged_folder_that_leads_outside_is_refused(string path)
    {
        using var referenced = new ReferencedTree(TreeRoot.Open(_folder.Path));
        SourceException e = Assert.Throws<SourceException>(() => referenced.Open(Forge(path, PlaceFlags.None), 0));
        Assert.Contains("leads outside the tree, or is none", e.Message, StringComparison.Ordinal);
        Assert.Throws<SourceException>(() => referenced.Open(Forge(path, PlaceFlags.Loose), 0));
    }

    [Fact]
    public void A_forged_folder_longer_than_any_path_is_refused()
    {
        using var referenced = new ReferencedTree(TreeRoot.Open(_folder.Path));
        Assert.Throws<SourceException>(() => referenced.Open(Forge(new string('a', 4096), PlaceFlags.None), 0));
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void A_forged_folder_that_is_or_lies_behind_a_link_is_refused(bool direct)
    {
        using var outside = new TemporaryFolder();
        outside.Write("DRA000001/DRA000001.sample.xml", "secret");
        outside.Write("deep/DRA000001/DRA000001.sample.xml", "secret");
        outside.Write("DRA000001.sample.xml", "secret");
        _folder.Write("inside/here", "x");
        Directory.CreateSymbolicLink(_folder["link"], outside.Path);
        Directory.CreateSymbolicLink(_folder["inside/link"], outside.Path);
        Directory.CreateSymbolicLink(_folder["DRA000001"], Path.Combine(outside.Path, "DRA000001"));
        File.CreateSymbolicLink(_folder["DRA000001.sample.xml"], Path.Combine(outside.Path, "DRA000001.sample.xml"));
        using var referenced = new ReferencedTree(Root(direct));
        foreach (string path in new[] { "", "link", "link/deep", "inside/link", "inside/link/deep" })
        {
            SourceException e = Assert.Throws<SourceException>(() => referenced.Open(Forge(path, PlaceFlags.None), 0));
            Assert.Contains("symbolic link", e.Message, StringComparison.Ordinal);
            if (path.Length > 0)
                Assert.Throws<SourceException>(() => referenced.Open(Forge(path, PlaceFlags.Loose), 0));
        }
        Assert.Throws<SourceException>(() => referenced.Open(Forge("", PlaceFlags.Unlistable), 0));
        // A file itself is refused where it is opened, as in the planning process.
        Delivery loose = Read(referenced.CreateReader(), referenced.Open(Forge("", PlaceFlags.Loose), 0));
        Assert.NotNull(Assert.Single(loose.Files).Unreadable);
    }

    [Fact]
    public void The_root_itself_may_be_reached_through_a_link()
    {
        _folder.Write("tree/DRA000001/DRA000001.sample.xml", "x");
        string link = _folder["link"];
        Directory.CreateSymbolicLink(link, "tree");
        using SubmissionSource source = SubmissionSources.Open(link);
        Assert.Single(ReferencedReading.Read(source, _folder.Path).Files);
        using var portable = new ReferencedTree(new PortableTreeRoot(link));
        Assert.Null(Assert.Single(Read(portable.CreateReader(), portable.Open(Forge("", PlaceFlags.None), 0)).Files).Unreadable);
    }

    [Fact]
    public void A_reference_takes_few_bytes()
    {
        for (int i = 0; i < 300; i++)
            _folder.Write($"DRA{i / 100:d3}/DRA{i:d6}/DRA{i:d6}.sample.xml", "x");
        using SubmissionSource source = SubmissionSources.Open(_folder.Path);
        foreach (SubmissionBatch batch in source.Plan(100, null, 0, 1, TestContext.Current.CancellationToken))
            Assert.InRange(source.Refer(batch).Bytes.Length, 100, 600);
    }

    private static void AssertGone(string root, Action action) =>
        Assert.Contains($"'{root}'", Assert.Throws<SourceException>(action).Message, StringComparison.Ordinal);

    /// <summary>What no plan would give: a reference to a folder of choice, with a checksum that is right.</summary>
    private static BatchReference Forge(string folder, PlaceFlags flags)
    {
        var output = new ReferenceOutput(SourceKind.DirectoryTree, 0);
        output.Count(0);
        output.Varint(s_accession.Packed);
        output.Count(0);
        output.Text(Encoding.UTF8.GetBytes(folder));
        output.Byte(1 << (int)SubmissionFileKind.Sample);
        output.Varint((ulong)flags);
        return output.Finish();
    }

    private static SubmissionBatch Plan(SubmissionSource source) => Assert.Single(source.Plan(100, null, 0, 1, TestContext.Current.CancellationToken));

    private static Delivery Read(SubmissionBatchReader reader, SubmissionBatch batch)
    {
        var delivery = new Delivery();
        SourceReading.ReadBatch(reader, batch, delivery, bufferSize: 100, catalogsOnly: false);
        return delivery;
    }

    private TreeRoot Root(bool direct, string? path = null)
    {
        Assert.SkipUnless(!direct || LinuxTreeRoot.IsSupported, "direct calls are made on Linux only");
        return direct ? new LinuxTreeRoot(path ?? _folder.Path) : new PortableTreeRoot(path ?? _folder.Path);
    }
}
