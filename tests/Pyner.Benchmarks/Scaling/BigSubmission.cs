using Pyner.Corpus;

namespace Pyner.Benchmarks.Scaling;

/// <summary>
/// A submission with one file of any size. It is written as a stream: the records of one generated submission after the other, each with accessions of its own,
/// between one root's tags.
/// </summary>
internal static class BigSubmission
{
    /// <summary>The corpus whose records are taken.</summary>
    public static CorpusOptions Options { get; } = new() { Submissions = 1_000_000, Seed = 2, Oddity = 0 };

    /// <summary>Writes the submission's folder into a tree.</summary>
    /// <param name="tree">The tree's root.</param>
    /// <param name="accession">The submission's accession.</param>
    /// <param name="kind">Which of its files there is.</param>
    /// <param name="bytes">How large the file is to be; it ends with the first document's records that reach it.</param>
    /// <returns>How many submissions of the corpus it took the records of.</returns>
    public static long Write(string tree, string accession, CorpusFileKind kind, long bytes)
    {
        Directory.CreateDirectory(Path.Combine(tree, accession));
        using var file = new FileStream(FilePath(tree, accession, kind), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        byte[] end = [];
        long taken = 0;
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(Options))
        {
            taken = submission.Index + 1;
            if (submission.Files.FirstOrDefault(one => one.Kind == kind) is not GeneratedFile document)
                continue;
            ReadOnlySpan<byte> text = document.Bytes.Span;
            int root = text.IndexOf("_SET"u8);
            int records = root + text[root..].IndexOf((byte)'>') + 1;
            int rootEnd = text.LastIndexOf("</"u8);
            if (end.Length == 0)
                file.Write(text[..records]);
            end = text[rootEnd..].ToArray();
            file.Write(text[records..rootEnd]);
            if (file.Position >= bytes)
                break;
        }
        file.Write(end);
        return taken;
    }

    /// <summary>Moves the submission to another place in the order of accessions.</summary>
    public static void Move(string tree, CorpusFileKind kind, string from, string to)
    {
        if (from == to)
            return;
        Directory.Move(Path.Combine(tree, from), Path.Combine(tree, to));
        string name = Path.GetFileName(FilePath(tree, from, kind));
        File.Move(Path.Combine(tree, to, name), FilePath(tree, to, kind));
    }

    public static string FilePath(string tree, string accession, CorpusFileKind kind) =>
        Path.Combine(tree, accession, $"{accession}.{kind.ToString().ToLowerInvariant()}.xml");
}
