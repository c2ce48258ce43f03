using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class SubmissionSetTests
{
    [Fact]
    public void It_holds_what_a_sorted_set_holds_whatever_the_order_and_the_repetitions()
    {
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            SubmissionSet set = new();
            SortedSet<SubmissionAccession> expected = [];
            for (int i = random.Next(2_000); i > 0; i--)
            {
                SubmissionAccession submission = Accession(random.Next(1 + (round * 10)));
                set.Add(submission);
                expected.Add(submission);
                if (random.Next(500) == 0)
                    Assert.Equal(expected.Count, set.Count);
            }
            Assert.Equal(expected, set);
        }
    }

    [Fact]
    public void Uniting_sets_counts_a_submission_of_both_once()
    {
        SubmissionSet left = new();
        SubmissionSet right = new();
        for (int i = 0; i < 1000; i++)
        {
            left.Add(Accession(i * 2));
            right.Add(Accession(i * 3));
        }
        left.UnionWith(right);
        left.UnionWith(left);
        Assert.Equal(Enumerable.Range(0, 3000).Where(i => (i % 2 == 0 && i < 2000) || i % 3 == 0).Select(Accession), left);
    }

    [Fact]
    public void Every_submission_of_the_archive_takes_a_word_or_two_however_often_it_comes()
    {
        const int Submissions = 7_600_000;
        SubmissionSet set = new();
        for (int repetition = 0; repetition < 2; repetition++)
            for (int i = 0; i < Submissions; i++)
                set.Append(Packed((int)(i * 48_271L % Submissions)));
        Assert.Equal(Submissions, set.Count);
        Assert.InRange(set.Capacity, Submissions, 2.3 * Submissions);
    }

    private static SubmissionAccession Accession(int number) => SubmissionAccession.FromPacked(Packed(number));

    /// <summary>The word of an accession such as SRA000000042, without making its text.</summary>
    private static ulong Packed(int number)
    {
        const ulong Sra = ((ulong)'S' << 16) | ((ulong)'R' << 8) | 'A';
        return (((Sra << 4) | 9) << 36) | (uint)number;
    }
}
