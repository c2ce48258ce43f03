using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests.Ledgers;

public sealed class PlaceLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PlaceLogTests() => Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);

    private string FilePath => _folder[PlaceLog.RelativePath];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_place_before_a_batch_is_found_with_all_that_was_seen_before_it()
    {
        PlaceLog log = Open();
        Assert.Null(log.Find(100));
        log.Write();
        Assert.False(File.Exists(FilePath));
        Write(log, (10, 0, "abc"));
        Write(log, (20, 3, "de"), (25, 5, "f"));
        Write(log, (30, 6, ""));
        AssertFound(null, 9);
        AssertFound((10, "abc"), 10);
        AssertFound((10, "abc"), 24);
        AssertFound((25, "abcdef"), 29);
        AssertFound((30, "abcdef"), 1_000);
    }

    [Fact]
    public void What_was_written_behind_the_batch_that_a_job_goes_on_from_is_dropped()
    {
        PlaceLog log = Open();
        Write(log, (10, 0, "abc"));
        Write(log, (20, 3, "lost"));
        PlaceLog resumed = Open();
        Assert.Equal(10, resumed.Find(15)!.Batch);
        Write(resumed, (18, 3, "d"));
        AssertFound((18, "abcd"), 1_000);
    }

    [Fact]
    public void A_reading_that_begins_anew_replaces_the_places_of_the_one_before()
    {
        PlaceLog log = Open();
        Write(log, (10, 0, "abc"));
        PlaceLog anew = Open();
        Write(anew, (12, 0, "xyz"));
        Write(anew, (14, 3, "!"));
        AssertFound((14, "xyz!"), 1_000);
        // Also where the first reading's are still there.
        PlaceLog found = Open();
        found.Find(1_000);
        Write(found, (16, 0, "uv"));
        AssertFound((16, "uv"), 1_000);
    }

    [Fact]
    public void Places_of_another_job_or_another_source_are_not_found()
    {
        Write(Open(), (10, 0, "abc"));
        Assert.Null(new PlaceLog(_folder.Path, "other", "source").Find(100));
        Assert.Null(new PlaceLog(_folder.Path, "job", "other").Find(100));
    }

    [Fact]
    public void Cut_at_any_byte_or_changed_in_any_byte_it_gives_an_earlier_place_or_none()
    {
        PlaceLog log = Open();
        Write(log, (10, 0, "abc"));
        long first = new FileInfo(FilePath).Length;
        Write(log, (20, 3, "def"));
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            AssertFound(length < first ? null : (10, "abc"), 100);
            PlaceLog resumed = Open();
            (long Batch, string Seen) expected = resumed.Find(100) is { } found ? (30, Text(found) + "g") : (30, "g");
            Write(resumed, (30, expected.Seen.Length - 1, "g"));
            AssertFound(expected, 100);
        }
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0x10;
            File.WriteAllBytes(FilePath, changed);
            SourcePlace? found = Open().Find(100);
            // Where the first entry can't be read, the second one's list has no beginning.
            Assert.True(at < first ? found is null : found!.Batch == 10 && Text(found) == "abc", $"byte {at}");
        }
    }

    [Fact]
    public void What_could_not_be_written_is_written_with_the_next_one()
    {
        PlaceLog log = Open();
        Write(log, (10, 0, "abc"));
        string aside = FilePath + ".aside";
        File.Move(FilePath, aside);
        Directory.CreateDirectory(FilePath);
        Write(log, (20, 3, "de"));
        Directory.Delete(FilePath);
        File.Move(aside, FilePath);
        Write(log, (30, 5, "f"));
        AssertFound((30, "abcdef"), 100);
        log.Remove();
        AssertFound(null, 100);
        log.Remove();
    }

    private PlaceLog Open() => new(_folder.Path, "job", "source");

    private static void Write(PlaceLog log, params (long Batch, long SeenFrom, string Seen)[] places)
    {
        foreach ((long batch, long seenFrom, string seen) in places)
            log.Add(new SourcePlace(batch, State(batch), seenFrom, Bytes(seen)));
        log.Write();
    }

    private void AssertFound((long Batch, string Seen)? expected, long firstBatch)
    {
        SourcePlace? found = Open().Find(firstBatch);
        Assert.Equal(expected, found is null ? null : (found.Batch, Text(found)));
        if (found is null)
            return;
        Assert.Equal(0, found.SeenFrom);
        Assert.Equal(State(found.Batch), found.State.ToArray());
    }

    private static string Text(SourcePlace place) => System.Text.Encoding.ASCII.GetString(place.Seen.Span);

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static byte[] State(long batch) => [.. Enumerable.Range(0, 40_000).Select(i => (byte)(i * batch / 100))];
}
