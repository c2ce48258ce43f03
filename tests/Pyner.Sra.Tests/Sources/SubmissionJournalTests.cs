using Pyner.Sra.Sources.Archive;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class SubmissionJournalTests
{
    [Fact]
    public void A_registry_made_of_it_knows_what_the_first_one_knew()
    {
        var random = new Random(20);
        var journal = new SubmissionJournal();
        var files = new HashSet<(SubmissionAccession, SubmissionFileKind)>();
        using var noted = new MemoryStream();
        for (int i = 0; i < 50_000; i++)
        {
            SubmissionAccession accession = Accession(random, i);
            SubmissionFileKind[] kinds = [.. Enum.GetValues<SubmissionFileKind>().Where(_ => random.Next(2) == 0)];
            byte bits = 0;
            foreach (SubmissionFileKind kind in kinds)
                if (files.Add((accession, kind)))
                    bits |= (byte)(1 << (int)kind);
            journal.Add(accession, bits);
            if (random.Next(1_000) > 0)
                continue;
            (long from, byte[] bytes) = journal.Take();
            Assert.Equal(noted.Length, from);
            noted.Write(bytes);
        }
        noted.Write(journal.Take().Bytes);
        var registry = new SubmissionRegistry();
        var other = new SubmissionJournal();
        other.Restore(noted.ToArray(), registry);
        Assert.Equal(files.Select(file => file.Item1).Distinct().Count(), registry.Count);
        foreach ((SubmissionAccession accession, SubmissionFileKind kind) in files)
            Assert.False(registry.Add(accession, kind));
        // What both note from here on is the same.
        journal.Add(Accession(random, 7), 1);
        other.Add(Accession(random, 7), 1);
        Assert.Equal(noted.Length, other.Take().From);
    }

    [Fact]
    public void Submissions_that_lie_in_order_take_two_bytes()
    {
        var journal = new SubmissionJournal();
        for (int i = 1; i <= 10_000; i++)
            journal.Add(SubmissionAccession.Parse($"DRA{i:d6}"), 0b11111);
        Assert.InRange(journal.Take().Bytes.Length, 20_000, 20_020);
    }

    [Fact]
    public void What_is_no_list_is_refused()
    {
        var journal = new SubmissionJournal();
        journal.Add(SubmissionAccession.Parse("DRA000001"), 1);
        byte[] noted = journal.Take().Bytes;
        byte[][] none = [noted[..^1], [.. noted, 1], [.. noted, .. Enumerable.Repeat((byte)0xFF, 20)], [2, 1], [.. noted, .. noted]];
        foreach (byte[] list in none)
            Assert.Throws<InvalidDataException>(() => new SubmissionJournal().Restore(list, new SubmissionRegistry()));
    }

    private static SubmissionAccession Accession(Random random, int i) => SubmissionAccession.Parse(random.Next(3) switch
    {
        0 => $"SRA{random.NextInt64(1_000_000_000, 10_000_000_000)}",
        1 => $"{(char)('A' + random.Next(26))}RA{random.Next(20_000):d6}",
        _ => $"DRA{i + 1:d6}",
    });
}
