using System.Text;
using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class PartialSerializationTests
{
    [Fact]
    public void What_is_written_reads_back_and_writes_the_same_bytes() => Law.Holds(additions =>
    {
        Partial partial = Addition.Build(additions);
        byte[] bytes = Law.Bytes(partial);
        Partial back = Read(bytes);
        return SameContent(partial, back) && Law.Bytes(back).AsSpan().SequenceEqual(bytes);
    });

    [Fact]
    public void A_partial_read_back_merges_as_the_original_does() => Law.Holds((a, b) =>
        Law.Same(Law.Merged(Read(Law.Bytes(Addition.Build(a))), Addition.Build(b)), Law.Merged(Addition.Build(a), Read(Law.Bytes(Addition.Build(b))))));

    [Fact]
    public void Different_content_gives_different_bytes() => Law.Holds((a, b) =>
        SameContent(Addition.Build(a), Addition.Build(b)) == Law.Same(Addition.Build(a), Addition.Build(b)));

    [Fact]
    public void Bytes_cut_anywhere_are_refused()
    {
        byte[] bytes = Law.Bytes(Sample());
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<PartialFormatException>(() => Read(bytes.AsSpan(0, length).ToArray()));
    }

    [Fact]
    public void Bytes_after_the_checksum_are_refused() =>
        Assert.Contains("follow", Assert.Throws<PartialFormatException>(() => Read([.. Law.Bytes(Sample()), 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_flipped_bit_anywhere_is_refused()
    {
        byte[] bytes = Law.Bytes(Sample());
        for (int i = 0; i < bytes.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. bytes];
                damaged[i] ^= (byte)(1 << bit);
                PartialFormatException refusal = Assert.Throws<PartialFormatException>(() => Read(damaged));
                Assert.InRange(refusal.Offset, 0, bytes.Length);
            }
        }
    }

    [Fact]
    public void Forged_bytes_with_a_right_checksum_are_read_as_written_or_refused()
    {
        // The checksum is made right again, so that the structure itself has to stand up to what was changed.
        byte[] bytes = Law.Bytes(Sample());
        Random random = new(20260101);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] forged = Forge(bytes, random);
            try
            {
                Partial partial = Read(forged);
                Assert.Equal(forged, Law.Bytes(partial));
                accepted++;
            }
            catch (PartialFormatException)
            {
            }
        }
        Assert.True(accepted > 0, "no forgery was harmless: the changes are too coarse to test anything");
    }

    [Fact]
    public void A_claimed_length_is_not_allocated_before_its_bytes_come()
    {
        // One name of 2^60 bytes, of which 3 are there; then 2^60 names of which none is there.
        foreach (byte[] claim in new byte[][] { [1, .. Varint(1UL << 60), 1, 2, 3], Varint(1UL << 60) })
        {
            byte[] bytes = [.. "PYNP"u8, 1, .. claim];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<PartialFormatException>(() => Read(bytes));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Another_version_is_named_with_what_to_do()
    {
        byte[] bytes = Law.Bytes(Sample());
        bytes[4] = 77;
        string message = Assert.Throws<PartialFormatException>(() => Read(bytes)).Message;
        Assert.Contains("version 77", message, StringComparison.Ordinal);
        Assert.Contains("version 1", message, StringComparison.Ordinal);
        Assert.Contains("remove it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_another_kind_are_named()
    {
        string message = Assert.Throws<PartialFormatException>(() => Read(Encoding.UTF8.GetBytes("SQLite format 3"))).Message;
        Assert.Contains("PYNP", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_longer_than_the_buffers_and_streams_that_give_a_byte_at_a_time_make_no_difference()
    {
        Partial partial = Sample();
        partial.Attributes.Add(new string('é', 200_000), 3, 1);
        byte[] bytes = Law.Bytes(partial);
        using MemoryStream inner = new(bytes);
        Assert.Equal(bytes, Law.Bytes(Partial.ReadFrom(new DripStream(inner))));
    }

    private static Partial Sample() => Addition.Build(
        Enum.GetValues<AdditionKind>().SelectMany(kind => Enumerable.Range(0, 9).Select(i => new Addition(kind, i, i + 1, i, 123 * i))));

    private static Partial Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return Partial.ReadFrom(stream);
    }

    private static byte[] Forge(byte[] bytes, Random random)
    {
        List<byte> body = [.. bytes.AsSpan(0, bytes.Length - 16)];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(5, body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    body[at] = (byte)random.Next(256);
                    break;
                case 2:
                    body.RemoveAt(at);
                    break;
                default:
                    body.Insert(at, (byte)random.Next(256));
                    break;
            }
        }
        byte[] forged = [.. body];
        return [.. forged, .. System.Security.Cryptography.SHA256.HashData(forged).AsSpan(0, 16)];
    }

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>Compares by public members, independently of the serialization.</summary>
    private static bool SameContent(Partial left, Partial right) => Describe(left) == Describe(right);

    private static string Describe(Partial partial)
    {
        StringBuilder text = new();
        Totals t = partial.Totals;
        text.AppendJoin(' ', t.Submissions, t.Experiments, t.ExperimentsMissingFields, t.Samples, t.SamplesMissingFields, t.Runs);
        text.Append(' ').AppendJoin(' ', t.MisplacedRecords, t.UnresolvedSampleReferences, t.IgnoredFiles, t.Bytes);
        foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
            text.Append(' ').Append(t[kind]);
        foreach (Catalog catalog in new[]
        {
            partial.Strategies, partial.Sources, partial.Selections, partial.Layouts, partial.Platforms, partial.InstrumentModels, partial.Attributes,
        })
            text.Append('\n').AppendJoin(';', catalog);
        text.Append('\n');
        foreach ((string organism, OrganismTally tally) in partial.Organisms)
            text.Append(organism).Append(tally.Count).AppendJoin(',', tally.Submissions);
        text.Append('\n').AppendJoin(';', partial.OrganismStrategies);
        text.Append('\n').AppendJoin(';', partial.Rejected.Order(RejectedFileOrder.Instance));
        text.Append('\n').Append(partial.OpenJoins.Count).Append(' ');
        // Open joins have no public content but their number, so this looks at what the assembly keeps.
        foreach ((SubmissionAccession accession, Joins.OpenSubmission open) in partial.OpenJoins.Submissions.OrderBy(s => s.Key))
        {
            text.Append(accession).Append(':');
            List<string> lines = [];
            foreach (Joins.OpenExperiments e in open.Experiments)
                lines.Add($"{SampleText(partial, e.Sample)}|{partial.OpenJoins.Names[e.Strategy]}|{e.Count}");
            foreach (Joins.OpenSample s in open.Samples)
                lines.Add($"{SampleText(partial, s.Sample)}={partial.OpenJoins.Names[s.Organism]}");
            lines.Sort(StringComparer.Ordinal);
            text.AppendJoin(';', lines);
        }
        return text.ToString();
    }

    private static string SampleText(Partial partial, ulong key) => Joins.SampleKeys.IsPacked(key)
        ? "packed " + key
        : "text " + partial.OpenJoins.Samples.Text(key);
}
