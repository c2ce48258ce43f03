using Pyner.Corpus;

namespace Pyner.Benchmarks.Isolated;

/// <summary>Sample files of a generated corpus, in memory.</summary>
internal static class Documents
{
    /// <summary>About that many bytes of sample files in UTF-8.</summary>
    public static byte[][] Samples(int bytes)
    {
        var documents = new List<byte[]>();
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(new CorpusOptions { Submissions = 2000, Seed = 1, Oddity = 0 }))
        {
            foreach (GeneratedFile file in submission.Files.Where(file => file.Kind == CorpusFileKind.Sample))
                documents.Add(file.Bytes.ToArray());
            if (documents.Sum(document => (long)document.Length) > bytes)
                break;
        }
        return [.. documents];
    }
}
