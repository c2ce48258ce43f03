using Pyner.Sra.Sources;
using Pyner.Sra.Sources.References;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Batches of a tar by reference: archives that are no longer the one that was planned, and references that somebody forged.</summary>
public sealed class ReferencedTarTests : IDisposable
{
    private static readonly byte[] s_tar = Archives.Tar(
        [("DRA000001/DRA000001.sample.xml", Enumerable.Repeat((byte)'a', 3000).ToArray()), ("DRA000002.run.xml", [1, 2, 3])]);

    private readonly TemporaryFolder _folder = new();

    private string Archive => _folder["a.tar"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_archive_under_the_same_name_is_refused()
    {
        string fingerprint = Write();
        using (ReferencedSource.Open(SourceKind.Tar, Archive, fingerprint, null))
        {
        }
        byte[] other = (byte[])s_tar.Clone();
        other[520] ^= 1;
        DateTime time = File.GetLastWriteTimeUtc(Archive);
        File.WriteAllBytes(Archive, other);
        File.SetLastWriteTimeUtc(Archive, time);
        SourceException e = Assert.Throws<SourceException>(() => ReferencedSource.Open(SourceKind.Tar, Archive, fingerprint, null));
        Assert.Contains($"'{Archive}' is not the archive that the job was planned over", e.Message, StringComparison.Ordinal);
        File.Delete(Archive);
        e = Assert.Throws<SourceException>(() => ReferencedSource.Open(SourceKind.Tar, Archive, fingerprint, null));
        Assert.Contains($"'{Archive}' can't be opened", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_gets_shorter_meanwhile_stops_the_batch()
    {
        string fingerprint = Write();
        using SubmissionSource source = SubmissionSources.Open(Archive);
        SubmissionBatch planned = Assert.Single(source.Plan(10, null, 0, 1, TestContext.Current.CancellationToken));
        using var referenced = ReferencedSource.Open(SourceKind.Tar, Archive, fingerprint, null);
        SubmissionBatch batch = referenced.Open(source.Refer(planned), 0);
        File.WriteAllBytes(Archive, s_tar[..2048]);
        using SubmissionBatchReader reader = referenced.CreateReader();
        SourceException e = Assert.Throws<SourceException>(() => SourceReading.ReadBatch(reader, batch, new Delivery(), 4096, catalogsOnly: false));
        Assert.Contains("has become shorter", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_takes_few_bytes()
    {
        var files = SubmissionFiles.Make(300, seed: 33);
        string path = _folder.Write("b.tar", Archives.Tar(ArchiveLayouts.Members(files, shuffleSeed: 1)));
        using SubmissionSource source = SubmissionSources.Open(path);
        int bytes = source.Plan(100, null, 0, 1, TestContext.Current.CancellationToken).Sum(batch => source.Refer(batch).Bytes.Length);
        Assert.InRange(bytes, 4 * files.Count, 10 * files.Count);
    }

    // Blocks of headers, blocks between the last file's end and the headers, bytes.
    [Theory]
    [InlineData(1, 0, 100_000)]
    [InlineData(1, 1000, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, long.MaxValue, 0)]
    [InlineData(1, long.MinValue, 0)]
    [InlineData(1, 0, long.MaxValue)]
    [InlineData(0, 1, 1)]
    [InlineData(31, 0, 1)]
    public void A_forged_place_outside_the_archive_is_refused(int headers, long distance, long size)
    {
        using var referenced = ReferencedSource.Open(SourceKind.Tar, Archive, Write(), null);
        Assert.Throws<SourceException>(() => referenced.Open(Forge(headers, distance, size), 0));
    }

    [Fact]
    public void A_forged_place_between_members_gives_bytes_of_the_archive_and_no_name()
    {
        using var referenced = ReferencedSource.Open(SourceKind.Tar, Archive, Write(), null);
        using SubmissionBatchReader reader = referenced.CreateReader();
        reader.Open(referenced.Open(Forge(2, 4, 700), 0));
        Assert.True(reader.MoveToNextSubmission());
        Assert.True(reader.MoveToNextFile());
        byte[] bytes = new byte[700];
        Assert.Equal(700, reader.Read(bytes));
        Assert.Equal(s_tar[3072..3772], bytes);
        Assert.Contains("has changed while it was read", Assert.Throws<SourceException>(() => reader.FilePath).Message, StringComparison.Ordinal);
    }

    private static BatchReference Forge(int headers, long distance, long size)
    {
        var output = new ReferenceOutput(SourceKind.Tar, 0);
        output.Count(0);
        output.Varint(SubmissionAccession.Parse("DRA000001").Packed);
        output.Count(1);
        output.Byte((byte)(headers << 3));
        output.Signed(distance);
        output.Count(size);
        return output.Finish();
    }

    private string Write()
    {
        _folder.Write("a.tar", s_tar);
        using SubmissionSource source = SubmissionSources.Open(Archive);
        return source.Fingerprint;
    }
}
