using System.Text.RegularExpressions;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Files of submissions made up from a seed, and the same as a tree.</summary>
internal static partial class SubmissionFiles
{
    /// <summary>Submissions of several archives and lengths of accession; most lack some files, a few files are large or empty.</summary>
    public static List<(string Accession, SubmissionFileKind Kind, byte[] Content)> Make(int submissions, int seed)
    {
        var random = new Random(seed);
        var files = new List<(string, SubmissionFileKind, byte[])>();
        for (int i = 0; i < submissions; i++)
        {
            string prefix = random.GetItems(new[] { "SRA", "ERA", "DRA" }, 1)[0];
            string accession = random.Next(5) == 0 ? $"{prefix}{1_000_000 + i}" : $"{prefix}{i + 1:d6}";
            int before = files.Count;
            foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
            {
                if (random.Next(4) == 0)
                    continue;
                int length = random.Next(20) switch { 0 => 0, 1 => random.Next(300_000), 2 => 512 * random.Next(5), _ => random.Next(3_000) };
                byte[] content = new byte[length];
                random.NextBytes(content);
                files.Add((accession, kind, content));
            }
            if (files.Count == before)
                files.Add((accession, SubmissionFileKind.Sample, "<SAMPLE_SET/>"u8.ToArray()));
        }
        return files;
    }

    /// <summary>What any source of these files has to deliver.</summary>
    public static string[] Expected(IEnumerable<(string Accession, SubmissionFileKind Kind, byte[] Content)> files) =>
        [.. files.Select(f => DeliveredFile.Of(f.Accession, f.Kind, f.Content).Key).Order(StringComparer.Ordinal)];

    /// <summary>A file's name.</summary>
    public static string Name(string accession, SubmissionFileKind kind) => SubmissionFileName.Format(SubmissionAccession.Parse(accession), kind);

    /// <summary>
    /// What a tree holds by System.IO alone: the independent account of a folder. The first file of an accession and kind, by path in bytes, counts.
    /// </summary>
    public static (string[] Counted, long Duplicates, long Ignored) Account(string root)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true };
        var seen = new HashSet<(string, SubmissionFileKind)>();
        var counted = new List<string>();
        long duplicates = 0, ignored = 0;
        foreach (FileInfo file in new DirectoryInfo(root).EnumerateFiles("*", options).OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            Match name = SubmissionName().Match(file.Name);
            bool isSubmission = file.LinkTarget is null && name.Success;
            if (!isSubmission)
                ignored++;
            else if (!seen.Add((name.Groups[1].Value, Enum.Parse<SubmissionFileKind>(name.Groups[2].Value, ignoreCase: true))))
                duplicates++;
            else
                counted.Add(DeliveredFile.Of(
                    name.Groups[1].Value, Enum.Parse<SubmissionFileKind>(name.Groups[2].Value, ignoreCase: true), File.ReadAllBytes(file.FullName)).Key);
        }
        return ([.. counted.Order(StringComparer.Ordinal)], duplicates, ignored);
    }

    [GeneratedRegex(@"^([A-Z]RA[0-9]{6,10})\.(submission|study|sample|experiment|run|analysis)\.xml$")]
    private static partial Regex SubmissionName();
}
