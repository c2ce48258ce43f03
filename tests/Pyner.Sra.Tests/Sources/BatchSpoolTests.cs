using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Spooling;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>The spool: segments that come and go, that are damaged, and that somebody put links to.</summary>
public sealed class BatchSpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Spool => _folder["spool"];

    private string JobFolder => Path.Combine(Spool, "job");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Segments_are_listed_replaced_and_deleted_one_by_one_or_all()
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(20, seed: 41));
        var spool = new BatchSpool(Spool, "job");
        var other = new BatchSpool(Spool, "other");
        Assert.Equal(0, spool.List().Bytes);
        Assert.Empty(BatchSpool.ListJobs(Spool));
        Assert.False(spool.Delete(0));
        spool.DeleteAll();
        spool.DeleteUnfinished();
        Assert.False(Directory.Exists(Spool));

        SpooledBatch[] batches = WriteAll(source, spool);
        WriteAll(source, other);
        Assert.Equal([0, 1, 2, 3, 4], spool.List().Ordinals);
        Assert.Equal(batches.Sum(b => b.Bytes), spool.List().Bytes);
        Assert.Equal(batches.Select(b => b.Bytes), Directory.GetFiles(JobFolder).Order(StringComparer.Ordinal).Select(f => new FileInfo(f).Length));
        Assert.Equal(["job", "other"], BatchSpool.ListJobs(Spool));

        Dictionary<string, byte[]> before = Content();
        SpooledBatch[] again = WriteAll(source, spool);
        Assert.Equal(before, Content());
        Assert.Equal(batches.Select(b => b.Reference.Bytes.ToArray()), again.Select(b => b.Reference.Bytes.ToArray()));

        Assert.True(spool.Delete(3));
        Assert.False(spool.Delete(3));
        Assert.Equal([0, 1, 2, 4], spool.List().Ordinals);
        // What a killed process leaves counts until it is removed, since it takes room.
        _folder.Write("spool/job/0000000007.segment.0123.tmp", new byte[1000]);
        Assert.Equal(1000 + batches.Sum(b => b.Bytes) - batches[3].Bytes, spool.List().Bytes);
        spool.DeleteUnfinished();
        Assert.Equal(batches.Sum(b => b.Bytes) - batches[3].Bytes, spool.List().Bytes);
        _folder.Write("spool/job/0000000007.segment.0123.tmp", new byte[1000]);
        spool.DeleteAll();
        Assert.False(Directory.Exists(JobFolder));
        Assert.Equal([0, 1, 2, 3, 4], other.List().Ordinals);
        Assert.Equal(["other"], BatchSpool.ListJobs(Spool));
    }

    [Fact]
    public void Files_of_others_are_left_alone()
    {
        string[] foreign = ["notes", "1.segment", "00000000001.segment", "-000000001.segment", "0000000001.segment.bak", "x.tmp", "0000000002.segment/inside"];
        foreach (string file in foreign)
            _folder.Write("spool/job/" + file, "x");
        _folder.Write("spool/.hidden job/0000000001.segment", "x");
        var spool = new BatchSpool(Spool, "job");
        Assert.Empty(spool.List().Ordinals);
        spool.DeleteUnfinished();
        spool.DeleteAll();
        Assert.All(foreign, file => Assert.True(File.Exists(Path.Combine(JobFolder, file))));
        Assert.Equal(["job"], BatchSpool.ListJobs(Spool));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../job")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/job")]
    [InlineData("job.")]
    [InlineData("j\0b")]
    [InlineData("jöb")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void A_job_id_that_could_lead_elsewhere_is_refused(string id) => Assert.Throws<ArgumentException>(() => new BatchSpool(Spool, id));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_segment_holds_the_content_that_is_read_and_of_the_rest_that_it_was_there(bool forTables)
    {
        byte[] large = new byte[200_000];
        new Random(42).NextBytes(large);
        using SubmissionSource source = Source(
        [
            ("DRA000001", SubmissionFileKind.Submission, large), ("DRA000001", SubmissionFileKind.Sample, [1]), ("DRA000001", SubmissionFileKind.Sample, large),
            ("DRA000001", SubmissionFileKind.Study, large), ("DRA000001", SubmissionFileKind.Analysis, large), ("DRA000001", SubmissionFileKind.Run, []),
            ("DRA000002", SubmissionFileKind.Experiment, [2, 3]),
        ]);
        var spool = new BatchSpool(Spool, "job", forTables);
        SpooledBatch batch = Assert.Single(WriteAll(source, spool));
        int onlyForTables = forTables ? 2 * large.Length : 0;
        Assert.InRange(batch.Bytes, onlyForTables + 100, onlyForTables + 1000);
        Assert.Equal(["DRA000001", "DRA000002"], batch.Submissions.Select(a => a.ToString()));
        using var referenced = ReferencedSource.Open(SourceKind.TarGz, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        reader.Open(referenced.Open(batch.Reference, 0));
        Assert.True(reader.MoveToNextSubmission());
        var seen = new List<string>();
        byte[] buffer = new byte[10];
        while (reader.MoveToNextFile())
        {
            string content;
            try
            {
                int length = 0;
                for (int count; (count = reader.Read(buffer)) > 0;)
                {
                    Assert.True(length + count < buffer.Length || buffer.AsSpan(0, count).SequenceEqual(large.AsSpan(length, count)));
                    length += count;
                }
                content = length.ToString(null as IFormatProvider);
            }
            catch (InvalidOperationException)
            {
                content = "none";
            }
            seen.Add($"{Path.GetFileName(reader.FilePath)} {reader.IsDuplicate} {content}");
        }
        string tables = forTables ? "200000" : "none";
        Assert.Equal(
            [
                $"DRA000001.submission.xml False {tables}", "DRA000001.sample.xml False 1", "DRA000001.sample.xml True none",
                $"DRA000001.study.xml False {tables}", "DRA000001.analysis.xml False none", "DRA000001.run.xml False 0",
            ],
            seen);
    }

    [Fact]
    public void Files_that_are_not_read_to_their_end_are_passed_over()
    {
        var files = SubmissionFiles.Make(60, seed: 43);
        using SubmissionSource source = Source(files);
        var spool = new BatchSpool(Spool, "job");
        SpooledBatch batch = Assert.Single(WriteAll(source, spool, batchSize: 100));
        using var referenced = ReferencedSource.Open(SourceKind.TarGz, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        var expected = files.ToLookup(f => f.Accession);
        byte[] buffer = new byte[3];
        var random = new Random(44);
        for (int round = 0; round < 5; round++)
        {
            reader.Open(referenced.Open(batch.Reference, 0));
            foreach (var submission in expected)
            {
                Assert.True(reader.MoveToNextSubmission());
                Assert.Equal(submission.Key, reader.Accession.ToString());
                foreach ((_, SubmissionFileKind kind, byte[] content) in submission)
                {
                    if (random.Next(8) == 0)
                        break;
                    Assert.True(reader.MoveToNextFile());
                    Assert.Equal(kind, reader.Kind);
                    if (kind is SubmissionFileKind.Sample && random.Next(2) == 0)
                        Assert.Equal(content[..Math.Min(3, content.Length)], buffer[..reader.Read(buffer)]);
                }
            }
            Assert.False(reader.MoveToNextSubmission());
            Assert.False(reader.MoveToNextSubmission());
            Assert.False(reader.MoveToNextFile());
        }
    }

    [Fact]
    public void A_truncated_archive_gives_the_batches_before_and_no_piece_of_the_one_it_ends_in()
    {
        byte[] gz = Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(SubmissionFiles.Make(40, seed: 45))));
        using SubmissionSource source = SubmissionSources.Open(_folder.Write("a.tar.gz", gz[..(gz.Length / 2)]));
        Delivery expected = SourceReading.Read(source, batchSize: 4, catalogsOnly: true);
        Delivery actual = ReferencedReading.Read(source, Spool, batchSize: 4, catalogsOnly: true);
        Assert.InRange(actual.CompleteBatches.Count, 1, 9);
        Assert.Contains("is truncated", actual.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(expected.CompleteBatches, actual.CompleteBatches);
        Assert.Equal(expected.Groups.Where(g => expected.CompleteBatches.Contains(g.Ordinal)), actual.Groups);
        Assert.Equal(actual.CompleteBatches, new BatchSpool(Spool, ReferencedReading.JobId).List().Ordinals);
        Assert.Equal(actual.CompleteBatches.Count, Directory.GetFiles(Path.Combine(Spool, ReferencedReading.JobId)).Length);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void With_several_threads_and_read_ahead_the_segments_are_the_same(int threads, bool readsAhead)
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(200, seed: 46));
        Delivery expected = SourceReading.Read(source, batchSize: 7, limit: 150, catalogsOnly: true);
        source.ReadsAhead = readsAhead;
        ReferencedReading.AssertSame(
            expected, ReferencedReading.Read(source, Spool, 7, 150, threads, catalogsOnly: true));
    }

    [Fact]
    public void Any_flipped_bit_of_a_segment_stops_its_batch_and_names_the_file()
    {
        using SubmissionSource source = Source(
            SubmissionFiles.Make(6, seed: 47).ConvertAll(f => f with { Content = f.Content[..Math.Min(f.Content.Length, 60)] }));
        var spool = new BatchSpool(Spool, "job");
        SpooledBatch batch = Assert.Single(WriteAll(source, spool, batchSize: 100));
        byte[] segment = File.ReadAllBytes(spool.SegmentPath(0));
        for (int i = 0; i < segment.Length; i++)
        {
            byte[] damaged = (byte[])segment.Clone();
            damaged[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(spool.SegmentPath(0), damaged);
            Assert.Contains($"'{spool.SegmentPath(0)}'", Fault(source, spool, batch.Reference, 0), StringComparison.Ordinal);
        }
        File.WriteAllBytes(spool.SegmentPath(0), segment);
        Assert.Empty(Fault(source, spool, batch.Reference, 0));
    }

    [Fact]
    public void A_truncated_segment_stops_its_batch_even_where_the_reference_agrees_with_its_length()
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(40, seed: 48));
        var spool = new BatchSpool(Spool, "job");
        SpooledBatch batch = Assert.Single(WriteAll(source, spool, batchSize: 100));
        byte[] segment = File.ReadAllBytes(spool.SegmentPath(0));
        Assert.True(segment.Length > 4 * SegmentFormat.FrameLength);
        int[] ends = [0, 1, 7, 8, 9, 12, 13, SegmentFormat.FrameLength];
        foreach (int length in ends.Concat(ends.Select(e => SegmentFormat.HeaderLength + (2 * SegmentFormat.FrameLength) + e))
            .Concat(ends.Skip(1).Select(e => segment.Length - e)))
        {
            File.WriteAllBytes(spool.SegmentPath(0), segment[..length]);
            Assert.Contains($"bytes instead of {segment.Length}", Fault(source, spool, batch.Reference, 0), StringComparison.Ordinal);
            string forged = Fault(source, spool, SegmentReference.Write(0, batch.Submissions.Count, length), 0);
            if (length > SegmentFormat.HeaderLength)
                Assert.Contains($"'{spool.SegmentPath(0)}'", forged, StringComparison.Ordinal);
            Assert.NotEmpty(forged);
        }
        File.WriteAllBytes(spool.SegmentPath(0), [.. segment, 0]);
        Assert.NotEmpty(Fault(source, spool, batch.Reference, 0));
        Assert.NotEmpty(Fault(source, spool, SegmentReference.Write(0, batch.Submissions.Count, segment.Length + 1), 0));
    }

    [Fact]
    public void A_segment_that_is_missing_of_another_version_job_batch_or_no_segment_at_all_is_refused()
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(8, seed: 49));
        var spool = new BatchSpool(Spool, "job");
        SpooledBatch[] batches = WriteAll(source, spool);
        Assert.NotEqual(batches[0].Bytes, batches[1].Bytes);
        string path = spool.SegmentPath(0);
        byte[] segment = File.ReadAllBytes(path);
        AssertFault("has version 1, and this Pyner reads version 2", [.. segment[..7], 1, .. segment[8..]]);
        AssertFault("is no spooled batch", [(byte)'x', .. segment[1..]]);

        File.WriteAllBytes(spool.SegmentPath(1), segment);
        Assert.Contains("it is of batch 0 of job job", Fault(source, spool, SegmentReference.Write(1, 4, segment.Length), 1), StringComparison.Ordinal);
        var other = new BatchSpool(Spool, "other");
        _folder.Write("spool/other/0000000000.segment", segment);
        Assert.Contains("it is of batch 0 of job job", Fault(source, other, batches[0].Reference, 0), StringComparison.Ordinal);
        Restore(segment);
        Assert.Contains(
            "it lacks what the tables need",
            Fault(source, new BatchSpool(Spool, "job", forTables: true), batches[0].Reference, 0),
            StringComparison.Ordinal);
        Assert.Contains("does not end as it should", Fault(source, other = spool, SegmentReference.Write(0, 5, Restore(segment)), 0), StringComparison.Ordinal);

        Assert.True(spool.Delete(0));
        Assert.Contains($"'{path}' can't be opened", Fault(source, spool, batches[0].Reference, 0), StringComparison.Ordinal);
        Directory.CreateDirectory(path);
        Assert.Contains($"'{path}' can't be opened", Fault(source, spool, batches[0].Reference, 0), StringComparison.Ordinal);
        Directory.Delete(Spool, recursive: true);
        Assert.Contains($"'{path}' can't be opened", Fault(source, spool, batches[0].Reference, 0), StringComparison.Ordinal);

        void AssertFault(string message, byte[] content)
        {
            File.WriteAllBytes(path, content);
            Assert.Contains(message, Fault(source, spool, batches[0].Reference, 0), StringComparison.Ordinal);
        }

        int Restore(byte[] content)
        {
            File.WriteAllBytes(path, content);
            return content.Length;
        }
    }

    [Fact]
    public void Nothing_is_read_written_listed_or_removed_through_a_link()
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(3, seed: 50));
        var elsewhere = new BatchSpool(_folder["elsewhere"], "job");
        SpooledBatch batch = Assert.Single(WriteAll(source, elsewhere));
        string target = elsewhere.SegmentPath(0);
        byte[] segment = File.ReadAllBytes(target);

        Directory.CreateDirectory(JobFolder);
        var spool = new BatchSpool(Spool, "job");
        File.CreateSymbolicLink(spool.SegmentPath(0), target);
        Assert.Contains("symbolic link", Fault(source, spool, batch.Reference, 0), StringComparison.Ordinal);
        Assert.Empty(spool.List().Ordinals);
        // Writing puts a segment in the link's place.
        Assert.Equal(segment.Length, Assert.Single(WriteAll(source, spool)).Bytes);
        Assert.Null(new FileInfo(spool.SegmentPath(0)).LinkTarget);
        Assert.Empty(Fault(source, spool, batch.Reference, 0));

        Directory.Delete(JobFolder, recursive: true);
        Directory.CreateSymbolicLink(JobFolder, Path.GetDirectoryName(target)!);
        Assert.Contains("symbolic link", Fault(source, spool, batch.Reference, 0), StringComparison.Ordinal);
        foreach (Action action in (Action[])[() => WriteAll(source, spool), () => spool.List(), () => spool.Delete(0), spool.DeleteAll, spool.DeleteUnfinished])
            Assert.Contains("symbolic link", Assert.Throws<SpoolException>(action).Message, StringComparison.Ordinal);
        Assert.Empty(BatchSpool.ListJobs(Spool));
        Assert.Equal([target], Directory.GetFiles(Path.GetDirectoryName(target)!));
        Assert.Equal(segment, File.ReadAllBytes(target));

        // The spool itself may be reached through one.
        string link = _folder["link"];
        Directory.CreateSymbolicLink(link, "elsewhere");
        Assert.Empty(Fault(source, new BatchSpool(link, "job"), batch.Reference, 0));
    }

    [Fact]
    public void A_spool_that_cannot_be_written_says_so()
    {
        using SubmissionSource source = Source(SubmissionFiles.Make(3, seed: 51));
        _folder.Write("spool", "a file");
        SpoolException e = Assert.Throws<SpoolException>(() => WriteAll(source, new BatchSpool(Spool, "job")));
        Assert.Contains(JobFolder, e.Message, StringComparison.Ordinal);
        Assert.Contains("can't be written: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_that_are_not_a_streams_are_not_spooled_and_those_of_a_stream_not_referred_to()
    {
        byte[] tar = Archives.Tar([("DRA000001.sample.xml", [1])]);
        using SubmissionSource byOffset = SubmissionSources.Open(_folder.Write("a.tar", tar));
        using SubmissionSource byStream = SubmissionSources.Open(_folder.Write("a.tar.gz", Archives.Gzip(tar)));
        var spool = new BatchSpool(Spool, "job");
        foreach (SubmissionBatch batch in byOffset.Plan(1, null, 0, 1, TestContext.Current.CancellationToken))
        {
            Assert.Throws<ArgumentException>(() => spool.Write(byOffset, batch));
            Assert.Throws<ArgumentException>(() => spool.Write(byStream, batch));
        }
        foreach (SubmissionBatch batch in byStream.Plan(1, null, 0, 1, TestContext.Current.CancellationToken))
        {
            Assert.Throws<NotSupportedException>(() => byStream.Refer(batch));
            Assert.Throws<NotSupportedException>(() => byStream.ListSubmissions(batch));
            Assert.Throws<ArgumentException>(() => byOffset.Refer(batch));
            Assert.Throws<ArgumentException>(() => spool.Write(byOffset, batch));
        }
        Assert.Throws<ArgumentNullException>(() => ReferencedSource.Open(SourceKind.TarGz, byStream.Path, "x", null));
    }

    private static SpooledBatch[] WriteAll(SubmissionSource source, BatchSpool spool, int batchSize = 4) =>
        [.. source.Plan(batchSize, null, 0, 1, TestContext.Current.CancellationToken).Select(batch => spool.Write(source, batch))];

    /// <summary>The message of the fault that reading a batch ends with; empty where it is read to its end.</summary>
    private static string Fault(SubmissionSource source, BatchSpool spool, BatchReference reference, long ordinal)
    {
        using var referenced = ReferencedSource.Open(SourceKind.TarGz, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        try
        {
            SourceReading.ReadBatch(reader, referenced.Open(reference, ordinal), new Delivery(), 777, catalogsOnly: true);
            return "";
        }
        catch (SourceException e)
        {
            return e.Message;
        }
    }

    private Dictionary<string, byte[]> Content() => Directory.GetFiles(JobFolder).ToDictionary(file => file, File.ReadAllBytes);

    private SubmissionSource Source(List<(string Accession, SubmissionFileKind Kind, byte[] Content)> files) =>
        SubmissionSources.Open(_folder.Write($"{Guid.NewGuid():N}.tar.gz", Archives.Gzip(Archives.Tar(ArchiveLayouts.Members(files)))));
}
