using System.Formats.Tar;
using System.IO.Compression;
using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Tests.Sources.Gzip;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>A tar.gz whose reading begins at a place that an earlier one kept, beside readings from its start.</summary>
public sealed class SourcePlaceTests : IDisposable
{
    private const int BatchSize = 7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, ZLibCompressionStrategy.Default)]
    [InlineData(3, 1, ZLibCompressionStrategy.Default)]
    [InlineData(1, 40, ZLibCompressionStrategy.Default)]
    [InlineData(3, 3, ZLibCompressionStrategy.Fixed)]
    [InlineData(1, 1, ZLibCompressionStrategy.HuffmanOnly)]
    public void It_delivers_the_rest_with_the_same_flags_and_digests(int threads, int gzipMembers, ZLibCompressionStrategy strategy)
    {
        byte[] tar = Tar(seed: 31);
        using TarGzSubmissionSource source = Open(Compress(tar, gzipMembers, strategy));
        SortedDictionary<long, Delivery> batches = ReadEach(source, out List<SourcePlace> places);
        Assert.InRange(places.Count, 8, batches.Count);
        Assert.Contains(batches.Values, batch => batch.Groups.Exists(group => !group.IsFirstGroup));
        Assert.Contains(batches.Values, batch => batch.Files.Exists(file => file.IsDuplicate));
        long skipped = 0;
        for (int i = 0; i < places.Count; i += Math.Max(1, places.Count / 12))
        {
            SourcePlace place = places[i];
            // From the place's own batch on, and from later ones, of which the next place knows too.
            long firstBatch = place.Batch + (i % 3);
            source.Start = Whole(places.Take(i + 1));
            Delivery rest = SourceReading.Read(source, threads, BatchSize, firstBatch: firstBatch);
            AssertIsRest(batches, firstBatch, rest);
            Assert.Equal(source.TotalBytes, source.ConsumedBytes);
            Assert.InRange(source.SkippedBytes, skipped + 1, source.TotalBytes!.Value - 1);
            skipped = source.SkippedBytes;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_member_whose_headers_begin_before_it_is_not_cut(int headersBefore)
    {
        const int Chunk = 256 * 1024; // a place is kept at a chunk's start
        byte[] first = WithoutEnd(Archives.Tar([("DRA000001.sample.xml", [1])], TarEntryFormat.Ustar));
        byte[] padding = WithoutEnd(Archives.Tar([("README", new byte[Chunk - (headersBefore * 512) - first.Length - 512])], TarEntryFormat.Ustar));
        // An extended header, its content, the header proper, the content; and another submission.
        string folder = ArchiveLayouts.LongFolder(TarEntryFormat.Pax);
        byte[] last = Archives.Tar([(folder + "DRA000002.sample.xml", [2]), (folder + "DRA000003.sample.xml", [3])]);
        using TarGzSubmissionSource source = Open(Compress([.. first, .. padding, .. last]));
        SortedDictionary<long, Delivery> batches = ReadEach(source, out List<SourcePlace> places, batchSize: 1);
        SourcePlace place = Assert.Single(places);
        Assert.Equal(headersBefore == 0 ? 1 : 2, place.Batch);
        Assert.EndsWith(folder + "DRA000002.sample.xml", Assert.Single(batches[1].Files).Path, StringComparison.Ordinal);
        source.Start = place;
        AssertIsRest(batches, place.Batch, SourceReading.Read(source, batchSize: 1, firstBatch: place.Batch));
        Assert.NotEqual(0, source.SkippedBytes);
    }

    [Fact]
    public void Places_of_a_reading_that_began_at_one_go_on_from_it()
    {
        using TarGzSubmissionSource source = Open(Compress(Tar(seed: 32)));
        SortedDictionary<long, Delivery> batches = ReadEach(source, out List<SourcePlace> places);
        source.Start = Whole(places.Take(3));
        ReadEach(source, out List<SourcePlace> later, firstBatch: source.Start.Batch + 1);
        Assert.InRange(later.Count, 3, places.Count);
        Assert.Equal(source.Start.Seen.Length, later[0].SeenFrom);
        source.Start = Whole([source.Start, .. later]);
        AssertIsRest(batches, source.Start.Batch, SourceReading.Read(source, batchSize: BatchSize, firstBatch: source.Start.Batch));
    }

    [Fact]
    public void What_lies_before_it_is_not_read()
    {
        byte[] file = Compress(Tar(seed: 33));
        using TarGzSubmissionSource source = Open(file);
        SortedDictionary<long, Delivery> batches = ReadEach(source, out List<SourcePlace> places);
        file.AsSpan(10, file.Length / 2).Fill(0xFF);
        using TarGzSubmissionSource damaged = Open(file);
        Assert.NotNull(SourceReading.Read(damaged, batchSize: BatchSize).Fault);
        damaged.Start = Whole(places);
        AssertIsRest(batches, damaged.Start.Batch, SourceReading.Read(damaged, batchSize: BatchSize, firstBatch: damaged.Start.Batch));
    }

    [Fact]
    public void Where_a_place_is_none_the_archive_is_read_from_its_start()
    {
        using TarGzSubmissionSource source = Open(Compress(Tar(seed: 34)));
        SortedDictionary<long, Delivery> batches = ReadEach(source, out List<SourcePlace> places);
        SourcePlace good = Whole(places.Take(4));
        byte[] elsewhere = good.State.ToArray();
        BitConverter.TryWriteBytes(elsewhere.AsSpan(3 * sizeof(long)), (source.TotalBytes!.Value * 8) + 1);
        byte[] before = good.State.ToArray();
        BitConverter.TryWriteBytes(before.AsSpan(3 * sizeof(long)), -1L);
        byte[] other = good.State.ToArray();
        other[0]++;
        SourcePlace[] none =
        [
            good with { State = good.State[..^1] },
            good with { State = default },
            good with { State = elsewhere },
            good with { State = before },
            good with { State = other }, // of another version
            good with { Seen = good.Seen[..^1] },
            good with { SeenFrom = 2 },
            good with { Batch = good.Batch + 1 }, // behind the first batch wanted
        ];
        foreach (SourcePlace place in none)
        {
            source.Start = place;
            AssertIsRest(batches, good.Batch, SourceReading.Read(source, batchSize: BatchSize, firstBatch: good.Batch));
            Assert.Equal(0, source.SkippedBytes);
        }
    }

    [Fact]
    public void Whatever_a_place_holds_the_reading_ends_in_a_fault_or_well()
    {
        using TarGzSubmissionSource source = Open(Compress(Tar(seed: 37)));
        ReadEach(source, out List<SourcePlace> places);
        SourcePlace good = Whole(places);
        var random = new Random(38);
        int faults = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] state = good.State.ToArray();
            // What stands before the window and behind it decides on how to go on.
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                state[random.Next(3) == 0 ? random.Next(8, 100) : state.Length - 1 - random.Next(650)] = (byte)random.Next(256);
            source.Start = good with { State = state };
            faults += SourceReading.Read(source, batchSize: BatchSize, firstBatch: good.Batch).Fault is null ? 0 : 1;
        }
        Assert.InRange(faults, 20, 400);
    }

    [Fact]
    public void A_limit_counts_what_lies_before_it()
    {
        using TarGzSubmissionSource source = Open(Compress(Tar(seed: 35)));
        ReadEach(source, out List<SourcePlace> places);
        foreach (long limit in new long[] { 150, 151, 199 })
        {
            source.Start = null;
            SortedDictionary<long, Delivery> batches = ReadEach(source, out _, limit: limit);
            source.Start = Whole(places.TakeWhile(place => place.Batch < 12));
            AssertIsRest(batches, source.Start.Batch, SourceReading.Read(source, batchSize: BatchSize, limit: limit, firstBatch: source.Start.Batch));
        }
    }

    [Fact]
    public void A_fault_behind_it_is_told_as_it_is_in_a_reading_from_the_start()
    {
        byte[] file = Compress(Tar(seed: 36));
        using TarGzSubmissionSource source = Open(file);
        ReadEach(source, out List<SourcePlace> places);
        file[file.Length * 9 / 10] ^= 0x55;
        using TarGzSubmissionSource damaged = Open(file);
        SourceException expected = SourceReading.Read(damaged, batchSize: BatchSize).Fault!;
        damaged.Start = Whole(places.Take(5));
        SourceException fault = SourceReading.Read(damaged, batchSize: BatchSize, firstBatch: damaged.Start.Batch).Fault!;
        Assert.Equal(expected.Message, fault.Message);
        Assert.Equal(expected.Offset, fault.Offset);
    }

    /// <summary>An archive whose submissions lie apart and twice, with headers that extend others, and with what is passed over.</summary>
    private static byte[] Tar(int seed)
    {
        var random = new Random(seed);
        List<(string Name, byte[] Content)> members = ArchiveLayouts.Members(SubmissionFiles.Make(220, seed), ArchiveLayouts.LongFolder(TarEntryFormat.Pax));
        for (int i = 0; i < 60; i++)
            members.Insert(random.Next(members.Count), members[random.Next(members.Count)]);
        for (int i = 0; i < 60; i++)
            members.Insert(random.Next(members.Count), ($"other/{i}.txt", new byte[random.Next(5_000)]));
        byte[] tar = Archives.Tar(members);
        // Another archive follows, as if both had been concatenated.
        return [.. tar, .. Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(40, seed + 100), shuffleSeed: seed))];
    }

    private static byte[] WithoutEnd(byte[] tar) => tar[..^1024];

    private static byte[] Compress(byte[] tar, int members = 1, ZLibCompressionStrategy strategy = ZLibCompressionStrategy.Default) =>
        [.. tar.Chunk((tar.Length / members) + 1).SelectMany(part => GzipFiles.Compress(part, level: 6, strategy))];

    private TarGzSubmissionSource Open(byte[] file) => new(new ArchiveFile(_folder.Write("a.tar.gz", file))) { PlaceEvery = 1 };

    /// <summary>What each batch delivers, and the places that were kept.</summary>
    private static SortedDictionary<long, Delivery> ReadEach(
        SubmissionSource source, out List<SourcePlace> places, long? limit = null, long firstBatch = 0, int batchSize = BatchSize)
    {
        var batches = new SortedDictionary<long, Delivery>();
        places = [];
        using SubmissionBatchReader reader = source.CreateReader();
        foreach (SubmissionBatch batch in source.Plan(batchSize, limit, firstBatch, 1, TestContext.Current.CancellationToken))
        {
            batches.Add(batch.Ordinal, new Delivery());
            SourceReading.ReadBatch(reader, batch, batches[batch.Ordinal], 5_000, catalogsOnly: false);
            if (batch.Place is null)
                continue;
            Assert.Equal(batch.Ordinal, batch.Place.Batch);
            places.Add(batch.Place);
        }
        return batches;
    }

    private static SourcePlace Whole(IEnumerable<SourcePlace> places)
    {
        SourcePlace[] all = [.. places];
        return all[^1] with { SeenFrom = 0, Seen = all.SelectMany(place => place.Seen.ToArray()).ToArray() };
    }

    private static void AssertIsRest(SortedDictionary<long, Delivery> batches, long firstBatch, Delivery rest)
    {
        var expected = new Delivery();
        foreach ((long ordinal, Delivery batch) in batches)
            if (ordinal >= firstBatch)
                expected.Add(batch);
        Assert.Null(rest.Fault);
        Assert.Equal(expected.Groups, rest.Groups);
        Assert.Equal(expected.Files, rest.Files);
        Assert.Equal(expected.Digests, rest.Digests);
        Assert.Equal(expected.Ignored, rest.Ignored);
    }
}
