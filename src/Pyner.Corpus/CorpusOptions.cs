namespace Pyner.Corpus;

/// <summary>What a corpus is made from. Equal options give equal bytes, on every machine and at every number of threads.</summary>
public sealed record CorpusOptions
{
    /// <summary>Most submissions that a corpus may have.</summary>
    public const long MostSubmissions = CorpusAccession.MaxSubmissions;

    /// <summary>Records (experiments) that the largest submission of an unrestricted corpus may have.</summary>
    public const int LargestSubmission = 16_000;

    /// <summary>Number of submissions.</summary>
    public required long Submissions { get; init; }

    /// <summary>
    /// Chooses the corpus: submission <c>i</c> depends on the seed and on <c>i</c> only, so a larger corpus begins with a smaller one.
    /// </summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Fraction of all XML files that are broken, 0 to 1.</summary>
    public double Malformed { get; init; }

    /// <summary>
    /// Multiplies the share of rare constructs (CDATA, comments that hold fake records, other encodings, byte order marks and so on).
    /// 1 is about what the real dump has, a little over; tests that look for every construct in few submissions set it higher.
    /// </summary>
    public double Oddity { get; init; } = 1;

    /// <summary>Most experiments that one submission may have, 1 to <see cref="LargestSubmission"/>.</summary>
    public int MaxExperiments { get; init; } = LargestSubmission;

    /// <summary>Whether a tree is nested as in <c>SRA000/SRA000001/SRA000001.run.xml</c>, and an archive's members likewise.</summary>
    public bool Nested { get; init; }

    /// <summary>Whether members of neighbouring submissions are mixed in an archive, and a few come much later, as in the distributed tar.</summary>
    public bool Interleave { get; init; }

    /// <summary>Threads that generate. It changes no byte.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks the figures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range.</exception>
    internal CorpusOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Submissions, nameof(Submissions));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Submissions, CorpusAccession.MaxSubmissions, nameof(Submissions));
        if (!(Malformed is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Malformed), Malformed, "the fraction of malformed files must be from 0 to 1");
        if (!(Oddity is >= 0 and <= 1000))
            throw new ArgumentOutOfRangeException(nameof(Oddity), Oddity, "the factor on rare constructs must be from 0 to 1000");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxExperiments, 1, nameof(MaxExperiments));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxExperiments, LargestSubmission, nameof(MaxExperiments));
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(Threads));
        return this;
    }

    /// <summary>
    /// Chance in a million of a construct that the real dump has at <paramref name="perMillion"/>, made likelier by <see cref="Oddity"/>.
    /// </summary>
    internal int Odd(int perMillion) => (int)Math.Min(400_000, perMillion * Oddity);
}
