namespace Pyner.Corpus.Randomness;

/// <summary>
/// How many experiments a submission has: median 3, mean 18.6, and a heavy tail up to 16,000, as in the dump's first 50,000 submissions.
/// </summary>
internal static class SubmissionSize
{
    /// <summary>Smallest size, largest size, and how many submissions in a million are between the two.</summary>
    private static readonly (int Least, int Most, int PerMillion)[] s_buckets =
    [
        (1, 1, 298_875),
        (2, 2, 174_500),
        (3, 3, 89_900),
        (4, 4, 65_000),
        (5, 6, 80_000),
        (7, 9, 72_000),
        (10, 14, 63_000),
        (15, 24, 57_000),
        (25, 49, 50_000),
        (50, 99, 27_000),
        (100, 199, 12_500),
        (200, 499, 6_900),
        (500, 999, 1_900),
        (1_000, 1_999, 740),
        (2_000, 3_999, 380),
        (4_000, 7_999, 160),
        (8_000, 16_000, 145),
    ];

    /// <summary>
    /// The size of a submission. Sizes follow a Weyl sequence rather than draws: any 10,000 neighbours then have nearly the same mean, which
    /// independent draws from so heavy a tail have not, and figures measured on two corpora can be compared.
    /// </summary>
    public static int Of(ulong seed, long index, int most)
    {
        ulong point = CorpusRandom.Mix(seed ^ 0x5175BED15EA5E) + ((ulong)(index + 1) * 0x9E3779B97F4A7C15);
        int rank = (int)Math.BigMul(point, 1_000_000, out _);
        foreach ((int least, int largest, int perMillion) in s_buckets)
        {
            rank -= perMillion;
            if (rank < 0)
            {
                ulong within = CorpusRandom.Mix(point);
                return Math.Min(most, least + (int)Math.BigMul(within, (ulong)(largest - least + 1), out _));
            }
        }
        return 1;
    }
}
