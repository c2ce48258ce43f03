using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Tables;
using Xunit;

namespace Pyner.Pipeline.Tests.Tables;

/// <summary>How tables are gone on with where a ledger lost checkpoints, a disk is away, or two aggregators work at the same time.</summary>
public sealed class TableAssemblyTests : IDisposable
{
    // Four batches make a file.
    private const int BatchSize = 2_500;

    private readonly TemporaryFolder _folder = new();
    private readonly TableFolders _folders;
    private readonly TextTableFormat _format = new();

    public TableAssemblyTests()
    {
        _folders = new TableFolders(_folder["out"], "job");
        Directory.CreateDirectory(_folder["out"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_last_checkpoint_may_get_lost_after_the_parts_are_gone(bool isParsedAgain)
    {
        PartReference[] parts = [.. Enumerable.Range(0, 6).Select(ordinal => Part(ordinal))];
        TableAssembly first = Assembly();
        Add(first, parts[..5]);
        Checkpoint(first, false);
        Add(first, parts[5..]);
        Checkpoint(first, true);
        Dictionary<string, string> written = Written();
        Assert.Equal(("1 2 3 4", "5 6"), (written["runs/part-00000.txt"], written["runs/part-00001.txt"]));
        Assert.Empty(Directory.GetFiles(_folders.Parts));
        int files = _format.Files;

        TableAssembly second = Assembly();
        second.Resume(5, false);
        if (isParsedAgain)
            Assert.Equal(parts[5], Part(5));
        Add(second, parts[5..]);
        Checkpoint(second, true);
        Assert.Equal(written, Written());
        Assert.Equal(files, _format.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkpoints_of_several_files_may_get_lost(bool areParsedAgain)
    {
        PartReference[] parts = [.. Enumerable.Range(0, 11).Select(ordinal => Part(ordinal))];
        TableAssembly first = Assembly();
        Add(first, parts[..2]);
        Checkpoint(first, false);
        Add(first, parts[2..]);
        Checkpoint(first, true);
        Dictionary<string, string> written = Written();

        TableAssembly second = Assembly();
        second.Resume(2, false);
        for (int i = 2; areParsedAgain && i < parts.Length; i++)
            Part(i);
        Add(second, parts[2..7]);
        Checkpoint(second, false);
        Add(second, parts[7..]);
        Checkpoint(second, true);
        Assert.Equal(written, Written());
    }

    [Fact]
    public void Rows_of_other_content_do_not_pass_for_those_that_are_written()
    {
        PartReference[] parts = [.. Enumerable.Range(0, 4).Select(ordinal => Part(ordinal))];
        TableAssembly first = Assembly();
        Add(first, parts[..2]);
        Checkpoint(first, false);
        Add(first, parts[2..]);
        Checkpoint(first, true);

        TableAssembly second = Assembly();
        second.Resume(2, false);
        Add(second, parts[2..3]);
        Assert.Throws<OutputException>(() => second.Add(Part(3, rows: 99)));
    }

    [Fact]
    public void What_is_published_already_is_neither_made_again_nor_replaced()
    {
        PartReference[] parts = [.. Enumerable.Range(0, 6).Select(ordinal => Part(ordinal))];
        TableAssembly first = Assembly();
        Add(first, parts[..2]);
        Checkpoint(first, false);
        Add(first, parts[2..]);
        Checkpoint(first, true);
        string unfinished = Path.Combine(_folders.Tables, "runs", "part-00000.txt.0123.tmp");
        File.WriteAllText(unfinished, "of an aggregator that was killed");
        Publish(first);
        Assert.True(_folders.IsPublished);
        string[] published = [.. Directory.GetFiles(_folders.Target, "*", SearchOption.AllDirectories).Order()];
        Assert.DoesNotContain(published, path => path.EndsWith(".tmp", StringComparison.Ordinal));
        _folders.Remove();
        Assert.False(Directory.Exists(Path.Combine(_folder["out"], ".pyner")));
        int files = _format.Files;

        // The ledger lost everything since the first checkpoint, and somebody who was frozen goes on writing.
        Directory.CreateDirectory(Path.Combine(_folders.Tables, "runs"));
        File.WriteAllText(Path.Combine(_folders.Tables, "runs", "part-00000.txt"), "late");
        TableAssembly second = Assembly();
        second.Resume(2, false);
        Add(second, parts[2..]);
        Checkpoint(second, true);
        Publish(second);
        Assert.Equal(published, Directory.GetFiles(_folders.Target, "*", SearchOption.AllDirectories).Order());
        Assert.Equal("1 2 3 4", File.ReadAllText(Path.Combine(_folders.Target, "runs", "part-00000.txt")));
        Assert.Equal(files, _format.Files);
    }

    [Fact]
    public void What_somebody_put_where_the_tables_go_meanwhile_is_not_removed()
    {
        TableAssembly assembly = Assembly();
        Add(assembly, [Part(0)]);
        Checkpoint(assembly, true);
        string theirs = Path.Combine(_folders.Target, "knowledge_base.json");
        Directory.CreateDirectory(_folders.Target);
        File.WriteAllText(theirs, "{}");
        OutputException refused = Assert.Throws<OutputException>(() => Publish(assembly));
        Assert.Contains("Move it away", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(theirs));
        Directory.Move(_folders.Target, _folders.Target + "-theirs");
        Publish(assembly);
        Assert.True(_folders.IsPublished);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_that_is_overtaken_finds_the_tables_published_and_its_parts_gone(int threads)
    {
        PartReference[] parts = [.. Enumerable.Range(0, 6).Select(ordinal => Part(ordinal))];
        TableAssembly overtaken = Assembly(threads);
        overtaken.Resume(0, false);
        Add(overtaken, parts[..3]);
        TableAssembly faster = Assembly();
        faster.Resume(0, false);
        Add(faster, parts);
        Checkpoint(faster, true);
        Publish(faster);
        string published = Path.Combine(_folders.Target, "runs", "part-00000.txt");
        DateTime at = File.GetLastWriteTimeUtc(published);
        _folders.Remove();

        Add(overtaken, parts[3..]);
        Checkpoint(overtaken, true);
        Publish(overtaken);
        Assert.Equal(("1 2 3 4", at), (File.ReadAllText(published), File.GetLastWriteTimeUtc(published)));
        Assert.False(Directory.Exists(_folders.Root));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_that_cannot_be_read_now_may_come_back(int threads)
    {
        PartReference[] parts = [.. Enumerable.Range(0, 4).Select(ordinal => Part(ordinal))];
        Directory.Move(_folders.Parts, _folder["away"]);
        TableAssembly first = Assembly(threads);
        OutputException e = Assert.Throws<OutputException>(() =>
        {
            Add(first, parts);
            first.PrepareCheckpoint(false);
        });
        Assert.Contains("can't be read", e.Message, StringComparison.Ordinal);
        first.Settle();
        if (Directory.Exists(_folders.Parts))
            Directory.Delete(_folders.Parts);
        Directory.Move(_folder["away"], _folders.Parts);
        TableAssembly second = Assembly(threads);
        second.Resume(0, false);
        Add(second, parts);
        Checkpoint(second, true);
        Assert.Equal("1 2 3 4", Written()["runs/part-00000.txt"]);
    }

    [Fact]
    public void A_damaged_part_is_damaged_for_good()
    {
        PartReference[] parts = [.. Enumerable.Range(0, 4).Select(ordinal => Part(ordinal))];
        string path = Path.Combine(_folders.Parts, parts[2].FileName!);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[PartFormat.Magic.Length] ^= 1;
        File.WriteAllBytes(path, bytes);
        JobException e = Assert.Throws<JobException>(() => Add(Assembly(), parts));
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_list_a_checkpoint_cannot_be_gone_on_from()
    {
        TableAssembly first = Assembly();
        Add(first, [Part(0), Part(1)]);
        Checkpoint(first, false);
        File.Delete(_folders.List(2));
        JobException e = Assert.Throws<JobException>(() => Assembly().Resume(2, false));
        Assert.Contains("the list of parts is missing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_that_were_given_up_have_no_rows()
    {
        TableAssembly first = Assembly();
        Add(first, [new PartReference(0, null), new PartReference(1, null)]);
        Checkpoint(first, false);
        TableAssembly second = Assembly();
        second.Resume(2, false);
        Add(second, [Part(2), new PartReference(3, null), new PartReference(4, null)]);
        Checkpoint(second, true);
        Assert.Equal(("3", ""), (Written()["runs/part-00000.txt"], Written()["runs/part-00001.txt"]));
    }

    [Fact]
    public async Task Two_that_write_the_same_list_do_not_get_in_each_others_way()
    {
        PartReference[] parts = [.. Enumerable.Range(0, 4).Select(ordinal => Part(ordinal))];
        string path = _folders.List(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 25; i++)
            {
                PartList.Write(path, parts);
                Assert.Equal(parts, PartList.Read(path));
            }
        })));
    }

    /// <summary>Makes a batch's part, with one more row than the ordinal says.</summary>
    private PartReference Part(long ordinal, int? rows = null)
    {
        using var part = new PartWriter(_folders.Parts, ordinal);
        TableSchema table = SraTables.Runs;
        int[] ends = [.. Enumerable.Range(1, table.Columns.Count)];
        part.Write(table, rows ?? (int)ordinal + 1, ends, new byte[table.Columns.Count]);
        return part.Complete(isDurable: false);
    }

    private TableAssembly Assembly(int threads = 1) => new(_folders, _format, BatchSize, threads, partsAreDurable: true);

    private void Publish(TableAssembly assembly)
    {
        assembly.WriteCatalogs(new Partial(), DateTimeOffset.UnixEpoch);
        _folders.Publish();
    }

    private Dictionary<string, string> Written() => Directory
        .GetFiles(_folders.Tables, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_folders.Tables, path), File.ReadAllText);

    private static void Add(TableAssembly assembly, IEnumerable<PartReference> parts)
    {
        foreach (PartReference part in parts)
            assembly.Add(part);
    }

    private static void Checkpoint(TableAssembly assembly, bool endsSource)
    {
        assembly.PrepareCheckpoint(endsSource);
        assembly.CheckpointRecorded();
    }
}
