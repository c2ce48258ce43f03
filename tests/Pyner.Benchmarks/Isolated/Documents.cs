using Pyner.Corpus;
using Pyner.Sra;
using Pyner.TestData;

namespace Pyner.Benchmarks.Isolated;

/// <summary>Documents in memory, in UTF-8.</summary>
internal static class Documents
{
    /// <summary>Sample, experiment and run files of about that many bytes of a generated corpus.</summary>
    public static SubmissionDocument[] Generated(int bytes)
    {
        var documents = new List<SubmissionDocument>();
        long taken = 0;
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(new CorpusOptions { Submissions = 2000, Seed = 1, Oddity = 0 }))
        {
            foreach (GeneratedFile file in submission.Files)
            {
                if (!SubmissionFileName.TryParse(Path.GetFileName(file.Path), out _, out SubmissionFileKind kind)
                    || !SubmissionFileName.IsRead(kind, forTables: false))
                    continue;
                documents.Add(new SubmissionDocument(submission.Accession, kind, file.Bytes.ToArray()));
                taken += file.Bytes.Length;
            }
            if (taken > bytes)
                break;
        }
        return [.. documents];
    }

    /// <summary>Sample, experiment and run files of the real submissions beside the checkout; none where they are not there.</summary>
    public static SubmissionDocument[] Real()
    {
        if (!RealDocuments.Available)
            return [];
        var documents = new List<SubmissionDocument>();
        foreach (string path in Directory.EnumerateFiles(RealDocuments.Path("tree"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (SubmissionFileName.TryParse(Path.GetFileName(path), out SubmissionAccession accession, out SubmissionFileKind kind)
                && SubmissionFileName.IsRead(kind, forTables: false))
                documents.Add(new SubmissionDocument(accession.ToString(), kind, File.ReadAllBytes(path)));
        }
        return [.. documents];
    }
}
