using Pyner.Corpus.Randomness;

namespace Pyner.Corpus;

/// <summary>How a corpus numbers its submissions and records: every accession follows from the submission's index alone.</summary>
internal static class CorpusAccession
{
    /// <summary>Submissions that fit the ten digits of an accession.</summary>
    public const long MaxSubmissions = 100_000_000;

    /// <summary>Accession numbers set aside for the records of one submission, so that no two submissions share one.</summary>
    public const long RecordsPerSubmission = 4 * CorpusOptions.LargestSubmission;

    /// <summary>The archive of the submission at an index of a corpus.</summary>
    public static CorpusArchive ArchiveOf(CorpusOptions options, long index) =>
        (CorpusRandom.For(options.Seed, index, RandomPurpose.Plan).Next() >> 32) switch
        {
            < 0xC28F5C28 => CorpusArchive.Ncbi,
            < 0xF3333333 => CorpusArchive.Ena,
            _ => CorpusArchive.Ddbj,
        };

    /// <summary>The accession of the submission at an index of a corpus.</summary>
    public static string Of(CorpusOptions options, long index) => Submission(ArchiveOf(options, index), index);

    /// <summary>A submission's accession, such as <c>SRA000001</c> for index 0.</summary>
    public static string Submission(CorpusArchive archive, long index) => $"{Letter(archive)}RA{index + 1:D6}";

    /// <summary>The archive's letter: S, E or D.</summary>
    public static char Letter(CorpusArchive archive) => archive switch
    {
        CorpusArchive.Ncbi => 'S',
        CorpusArchive.Ena => 'E',
        _ => 'D',
    };

    /// <summary>Number of a record's accession.</summary>
    public static long Record(long index, int ordinal) => (index * RecordsPerSubmission) + ordinal + 1;
}
