using Pyner.Corpus;

namespace Pyner.Xml.Gpu.Checks.Differential;

/// <summary>Documents as the archive has them, made here, so that nothing has to be carried along.</summary>
public static class GeneratedDocuments
{
    /// <summary>The plain UTF-8 files of small submissions, with rare constructs more often than they are.</summary>
    public static IEnumerable<TestDocument> Small(int count) =>
        Files(new CorpusOptions { Submissions = count, Seed = 7, Oddity = 20, MaxExperiments = 3 }).Take(count);

    /// <summary>The files of a corpus.</summary>
    public static IEnumerable<TestDocument> Files(CorpusOptions options) =>
        from submission in CorpusGenerator.Generate(options)
        from file in submission.Files
        where file.Kind != CorpusFileKind.Other
        select new TestDocument(file.Path, file.Bytes.ToArray());
}
