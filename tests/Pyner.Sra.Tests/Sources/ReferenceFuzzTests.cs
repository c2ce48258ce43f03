using System.Buffers.Binary;
using System.Security.Cryptography;
using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Spooling;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>References that were damaged on their way, or changed by someone who can also sign them.</summary>
public sealed class ReferenceFuzzTests : IDisposable
{
    private const int ChecksumLength = 8;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<SourceKind> Kinds => [.. Enum.GetValues<SourceKind>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_bytes_are_refused(SourceKind kind)
    {
        using SubmissionSource source = MakeSource(kind);
        var spool = new BatchSpool(_folder.Path, "spool");
        byte[] reference = MakeReferences(source, spool)[0];
        using var referenced = ReferencedSource.Open(kind, source.Path, source.Fingerprint, spool);
        Assert.NotNull(referenced.Open(new BatchReference(reference), 0));
        Refused(referenced, [], 0);
        Refused(referenced, [.. reference, 0], 0);
        Refused(referenced, reference, 1);
        for (int i = 0; i < reference.Length; i++)
        {
            Refused(referenced, reference[..i], 0);
            Refused(referenced, reference[i..^1], 0);
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] flipped = (byte[])reference.Clone();
                flipped[i] ^= (byte)(1 << bit);
                Refused(referenced, flipped, 0);
            }
        }
    }

    [Fact]
    public void A_reference_of_another_kind_of_source_is_refused()
    {
        using var tree = MakeSource(SourceKind.DirectoryTree);
        using var tar = MakeSource(SourceKind.Tar);
        var spool = new BatchSpool(_folder.Path, "spool");
        using var referenced = ReferencedSource.Open(SourceKind.Tar, tar.Path, tar.Fingerprint, null);
        SourceException e = Assert.Throws<SourceException>(() => referenced.Open(new BatchReference(MakeReferences(tree, spool)[0]), 0));
        Assert.Contains("not of a Tar", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Signed_nonsense_is_refused_or_read_as_another_batch_but_nothing_else_happens(SourceKind kind)
    {
        using SubmissionSource source = MakeSource(kind);
        var spool = new BatchSpool(_folder.Path, "spool");
        List<byte[]> references = MakeReferences(source, spool);
        using var referenced = ReferencedSource.Open(kind, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        var random = new Random(34);
        int refused = 0, read = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 6_000; i++)
        {
            int ordinal = random.Next(references.Count);
            byte[] forged = Mutate(references[ordinal], random);
            try
            {
                SourceReading.ReadBatch(reader, referenced.Open(new BatchReference(forged), ordinal), new Delivery(), 4096, catalogsOnly: true);
                read++;
            }
            catch (SourceException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1_000, 5_990);
        Assert.InRange(read, 10, 5_000);
        // Nothing is made larger than what the bytes really tell: some 50 KB for each, and nowhere a huge block.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6_000L * 200_000);
    }

    [Fact]
    public void Nonsense_in_a_segment_under_a_right_checksum_is_refused_or_read_as_another_batch_but_nothing_else_happens()
    {
        using SubmissionSource source = MakeSource(SourceKind.TarGz);
        var spool = new BatchSpool(_folder.Path, "spool");
        SpooledBatch batch = source.Plan(4, null, 0, 1, TestContext.Current.CancellationToken).Select(b => spool.Write(source, b)).First();
        string path = spool.SegmentPath(0);
        byte[] segment = File.ReadAllBytes(path);
        using var referenced = ReferencedSource.Open(SourceKind.TarGz, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        var random = new Random(36);
        int refused = 0, read = 0;
        for (int i = 0; i < 3_000; i++)
        {
            File.WriteAllBytes(path, Sign(segment, random));
            try
            {
                SourceReading.ReadBatch(reader, referenced.Open(batch.Reference, 0), new Delivery(), 4096, catalogsOnly: true);
                read++;
            }
            catch (SourceException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 500, 2_990);
        Assert.InRange(read, 10, 2_500);
    }

    /// <summary>Changes bytes of a segment of one frame, most of them near its start or end where the records are dense, and corrects its checksum.</summary>
    private static byte[] Sign(byte[] segment, Random random)
    {
        const int Start = SegmentFormat.HeaderLength + SegmentFormat.ChecksumLength;
        Assert.InRange(segment.Length, Start, SegmentFormat.HeaderLength + SegmentFormat.FrameLength);
        byte[] changed = (byte[])segment.Clone();
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(3) switch
            {
                0 => Start + random.Next(120),
                1 => changed.Length - 1 - random.Next(60),
                _ => random.Next(Start, changed.Length),
            };
            changed[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)random.Next(4), _ => (byte)(changed[at] ^ (1 << random.Next(8))) };
        }
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(SegmentFormat.HeaderLength), SegmentFormat.Checksum(0, changed.AsSpan(Start)));
        return changed;
    }

    private static void Refused(ReferencedSource referenced, byte[] reference, long ordinal) =>
        Assert.Contains(
            $"The reference of batch {ordinal} can't be used: ",
            Assert.Throws<SourceException>(() => referenced.Open(new BatchReference(reference), ordinal)).Message,
            StringComparison.Ordinal);

    private static List<byte[]> MakeReferences(SubmissionSource source, BatchSpool spool) =>
        [.. source.Plan(4, null, 0, 1, TestContext.Current.CancellationToken)
            .Select(batch => ReferencedReading.Refer(source, batch, spool).Reference.Bytes.ToArray())];

    private static byte[] Mutate(byte[] reference, Random random)
    {
        List<byte> bytes = [.. reference[..^ChecksumLength]];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes[at] = random.GetItems(new byte[] { 0, 1, 0x7F, 0x80, 0xFF, (byte)'.', (byte)'/' }, 1)[0];
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0xFF, random.Next(1, 11)));
                    break;
                case 4:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
            if (bytes.Count == 0)
                bytes.Add(1);
        }
        byte[] content = [.. bytes];
        return [.. content, .. SHA256.HashData(content).AsSpan(0, ChecksumLength)];
    }

    private SubmissionSource MakeSource(SourceKind kind)
    {
        var files = SubmissionFiles.Make(12, seed: 35).ConvertAll(f => f with { Content = f.Content[..Math.Min(f.Content.Length, 2000)] });
        if (kind == SourceKind.DirectoryTree)
        {
            foreach ((string accession, SubmissionFileKind file, byte[] content) in files)
                _folder.Write($"tree/{accession[..4]}/{accession}/{SubmissionFiles.Name(accession, file)}", content);
            return SubmissionSources.Open(_folder["tree"]);
        }
        byte[] tar = Archives.Tar(ArchiveLayouts.Members(files));
        return SubmissionSources.Open(kind == SourceKind.Tar ? _folder.Write("a.tar", tar) : _folder.Write("a.tar.gz", Archives.Gzip(tar)));
    }
}
