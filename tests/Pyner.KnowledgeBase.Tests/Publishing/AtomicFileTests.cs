using Pyner.KnowledgeBase.Publishing;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Publishing;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_name_shows_the_former_content_until_the_new_one_is_whole()
    {
        string path = _folder["a.json"];
        File.WriteAllText(path, "former");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("former", File.ReadAllText(path));
        });
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_is_replaced_and_a_link_in_its_place_is_not_followed()
    {
        string path = _folder["a.json"];
        string target = _folder["target"];
        File.WriteAllText(target, "untouched");
        File.CreateSymbolicLink(path + AtomicFile.TemporarySuffix, target);
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal("untouched", File.ReadAllText(target));
    }

    [Fact]
    public void Two_that_write_a_file_at_once_do_not_publish_what_the_other_has_not_finished()
    {
        string path = _folder["a.json"];
        AtomicFile.WriteShared(path, stream =>
        {
            stream.Write("first"u8);
            AtomicFile.WriteShared(path, other =>
            {
                other.Write("sec"u8);
                other.Flush();
                Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
                other.Write("ond"u8);
            });
            Assert.Equal("second", File.ReadAllText(path));
        });
        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Of_what_killed_processes_left_only_what_nobody_writes_any_more_is_removed()
    {
        string path = _folder["a.json"];
        string abandoned = AtomicFile.OwnTemporaryName(path);
        string written = AtomicFile.OwnTemporaryName(path);
        string young = AtomicFile.OwnTemporaryName(path);
        string other = AtomicFile.OwnTemporaryName(_folder["b.json"]);
        foreach (string file in new[] { abandoned, written, young, other })
            File.WriteAllText(file, "half");
        foreach (string file in new[] { abandoned, written, other })
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        using (File.Open(written, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            AtomicFile.RemoveLeftovers(path);
        Assert.Equal(new[] { written, young, other }.Order(), Directory.GetFiles(_folder.Path).Order());
    }

    [Fact]
    public void A_full_disk_is_named_and_leaves_the_former_file_and_no_temporary_one()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        string path = _folder["a.json"];
        File.WriteAllText(path, "former");
        OutputException failure = Assert.Throws<OutputException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            // The system's own error, as it comes where the disk of the folder is full.
            using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            full.Write(new byte[100]);
        }));
        Assert.Equal(path, failure.Path);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("disk is full", failure.Message, StringComparison.Ordinal);
        Assert.Equal("former", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        string path = _folder["absent/a.json"];
        OutputException failure = Assert.Throws<OutputException>(() => AtomicFile.Write(path, _ => { }));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "this system has no /proc, where nobody can write");
        OutputException failure = Assert.Throws<OutputException>(() => AtomicFile.Write("/proc/self/a.json", _ => { }));
        Assert.Contains("'/proc/self/a.json' can't be written", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_named_and_leaves_no_temporary_file()
    {
        string path = _folder["a.json"];
        Directory.CreateDirectory(path);
        Assert.Throws<OutputException>(() => AtomicFile.Write(path, stream => stream.Write("new"u8)));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_fault_of_the_content_passes_through_and_leaves_no_temporary_file()
    {
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(_folder["a.json"], _ => throw new InvalidOperationException("fault")));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
