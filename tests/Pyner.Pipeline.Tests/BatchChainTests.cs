using Pyner.Sra;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BatchChainTests
{
    private static readonly SubmissionAccession s_one = SubmissionAccession.Parse("SRA000001");
    private static readonly SubmissionAccession s_two = SubmissionAccession.Parse("SRA000002");

    [Fact]
    public void Every_difference_in_what_was_merged_gives_another_chain()
    {
        BatchChain[] chains =
        [
            BatchChain.Start("a"),
            BatchChain.Start("b"),
            Chain("a", (0, [s_one], [])),
            Chain("b", (0, [s_one], [])),
            Chain("a", (1, [s_one], [])),
            Chain("a", (0, [s_two], [])),
            Chain("a", (0, [s_one, s_two], [])),
            Chain("a", (0, [s_two, s_one], [])),
            Chain("a", (0, [s_one], [1])),
            Chain("a", (0, [s_one], [2])),
            Chain("a", (0, [s_one], [1, 0])),
            Chain("a", (0, [s_one], []), (1, [s_two], [])),
            Chain("a", (1, [s_two], []), (0, [s_one], [])),
        ];
        Assert.Equal(chains.Length, chains.Distinct().Count());
    }

    [Fact]
    public void The_same_batches_give_the_same_chain_also_after_a_restart()
    {
        BatchChain whole = Chain("a", (0, [s_one], [1]), (1, [s_two], [2]));
        BatchChain restored = BatchChain.FromBytes(Chain("a", (0, [s_one], [1])).ToArray());
        Assert.Equal(whole, restored.Add(BatchId.Compute("a", 1, [s_two]), [2]));
        Assert.Equal(whole.GetHashCode(), Chain("a", (0, [s_one], [1]), (1, [s_two], [2])).GetHashCode());
        Assert.Equal(64, whole.ToString().Length);
    }

    [Fact]
    public void A_value_of_another_length_is_no_chain() =>
        Assert.Throws<ArgumentException>(() => BatchChain.FromBytes(new byte[31]));

    private static BatchChain Chain(string job, params (long Ordinal, SubmissionAccession[] Submissions, byte[] Content)[] batches)
    {
        BatchChain chain = BatchChain.Start(job);
        foreach ((long ordinal, SubmissionAccession[] submissions, byte[] content) in batches)
            chain = chain.Add(BatchId.Compute(job, ordinal, submissions), content);
        return chain;
    }
}
