using Pyner.Benchmarks.Baseline;
using Pyner.Benchmarks.Scaling;
using Pyner.Corpus;

namespace Pyner.Benchmarks.Tests;

public sealed class BigSubmissionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CorpusFileKind.Sample)]
    [InlineData(CorpusFileKind.Experiment)]
    [InlineData(CorpusFileKind.Run)]
    public void A_big_file_is_one_document_of_many_submissions_records(CorpusFileKind kind)
    {
        const long Bytes = 500_000;
        long taken = BigSubmission.Write(_folder.Path, "DRA000000", kind, Bytes);
        BigSubmission.Move(_folder.Path, kind, "DRA000000", "SRA9999999999");
        string file = Assert.Single(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(BigSubmission.FilePath(_folder.Path, "SRA9999999999", kind), file);
        Assert.True(new FileInfo(file).Length >= Bytes);

        long expected = CorpusGenerator.Generate(BigSubmission.Options with { Submissions = taken })
            .Sum(submission => Records(kind, submission.Expected.Samples, submission.Expected.Experiments, submission.Expected.Runs));
        BaselineTally counted = XmlReaderBaseline.Count(_folder.Path, threads: 1);
        Assert.Equal(0, counted.Rejected);
        Assert.Equal(expected, Records(kind, counted.Samples, counted.Experiments, counted.Runs));
    }

    private static long Records(CorpusFileKind kind, long samples, long experiments, long runs) => kind switch
    {
        CorpusFileKind.Sample => samples,
        CorpusFileKind.Experiment => experiments,
        _ => runs,
    };
}
