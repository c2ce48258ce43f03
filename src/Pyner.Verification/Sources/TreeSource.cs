using System.Text;

namespace Pyner.Verification.Sources;

/// <summary>
/// A folder in any layout. Files are taken by accession, each submission's samples before its experiments; of several files with the
/// same name the one whose path comes first in byte order counts. Links are passed over.
/// </summary>
internal sealed class TreeSource(string root) : VerifiedSource
{
    public override bool IsGrouped => true;

    public override IEnumerable<SourceFile> Files(long? limit)
    {
        List<Found> files = List();
        files.Sort();
        long submissions = 0;
        SubmissionId last = default;
        foreach (Found file in files)
        {
            if (file.Submission != last)
            {
                if (submissions == limit)
                    yield break;
                submissions++;
                last = file.Submission;
            }
            string path = file.RelativePath;
            yield return new SourceFile(path, file.Submission, file.Kind, () => File.OpenRead(Path.Combine(root, path)));
        }
    }

    private List<Found> List()
    {
        var files = new List<Found>();
        var folders = new Stack<string>();
        folders.Push("");
        while (folders.TryPop(out string? folder))
        {
            foreach (FileSystemInfo entry in Entries(folder))
            {
                if (entry.LinkTarget is not null)
                    IgnoredFiles++;
                else if (entry is DirectoryInfo)
                    folders.Push(folder + entry.Name + "/");
                else if (SubmissionId.TryParseFileName(entry.Name, out SubmissionId submission, out DocumentKind kind))
                    files.Add(new Found(submission, kind, folder));
                else
                    IgnoredFiles++;
            }
        }
        return files;
    }

    private IEnumerable<FileSystemInfo> Entries(string folder)
    {
        var everything = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };
        try
        {
            return [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", everything)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerificationException($"The folder '{Path.Combine(root, folder)}' can't be listed: {e.Message}", e);
        }
    }

    // The folder's path is one string for all its files: a tree has tens of millions of them.
    private readonly record struct Found(SubmissionId Submission, DocumentKind Kind, string Folder) : IComparable<Found>
    {
        public string RelativePath => $"{Folder}{Submission}.{Kind.ToString().ToLowerInvariant()}.xml";

        public int CompareTo(Found other)
        {
            int order = Submission.CompareTo(other.Submission);
            if (order == 0)
                order = Kind.CompareTo(other.Kind);
            if (order != 0 || Folder == other.Folder)
                return order;
            return Encoding.UTF8.GetBytes(RelativePath).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.RelativePath));
        }
    }
}
