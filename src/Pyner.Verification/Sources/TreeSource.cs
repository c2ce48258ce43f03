using System.Text;

namespace Pyner.Verification.Sources;

/// <summary>
/// A folder in any layout. Files are taken by accession, each submission's samples before its experiments; of several files with the
/// same name the one whose path comes first in byte order counts. Links, pipes and devices are passed over.
/// </summary>
internal sealed class TreeSource(string root) : VerifiedSource
{
    // What .NET puts in the place of bytes that are no UTF-8.
    private const string NotUtf8 = "\ufffd";

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
            yield return new SourceFile(path, file.Submission, file.Kind, () => File.OpenRead(Path.Combine(root, path))) { FolderFault = file.Fault };
        }
    }

    private List<Found> List()
    {
        var files = new List<Found>();
        var folders = new Stack<string>();
        folders.Push("");
        while (folders.TryPop(out string? folder))
        {
            foreach (FileSystemInfo entry in Entries(folder, files))
            {
                if (entry.LinkTarget is not null)
                    IgnoredFiles++;
                else if (entry is DirectoryInfo)
                    folders.Push(folder + entry.Name + "/");
                else if (SubmissionId.TryParseFileName(entry.Name, out SubmissionId submission, out DocumentKind kind) && FileTypes.IsRegular(entry.FullName))
                    files.Add(new Found(submission, kind, folder));
                else
                    IgnoredFiles++;
            }
        }
        return files;
    }

    private FileSystemInfo[] Entries(string folder, List<Found> files)
    {
        var everything = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };
        try
        {
            return [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", everything)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (e is DirectoryNotFoundException && folder.Contains(NotUtf8, StringComparison.Ordinal))
            {
                throw new VerificationException(
                    $"The folder '{Path.Combine(root, folder)}' can't be listed: its name is not UTF-8 where it shows {NotUtf8}, "
                    + "and .NET opens no such folder. Rename it, or verify a tar of the tree.", e);
            }
            string name = Path.GetFileName(folder.TrimEnd('/'));
            if (SubmissionId.TryParse(name, out SubmissionId submission))
            {
                files.Add(new Found(submission, DocumentKind.Submission, folder) { Fault = e.Message });
                return [];
            }
            if (folder == "lost+found/")
            {
                IgnoredFiles++;
                return [];
            }
            throw new VerificationException($"The folder '{Path.Combine(root, folder)}' can't be listed: {e.Message}", e);
        }
    }

    // The folder's path is one string for all its files: a tree has tens of millions of them.
    private readonly record struct Found(SubmissionId Submission, DocumentKind Kind, string Folder) : IComparable<Found>
    {
        public string? Fault { get; init; }

        public string RelativePath => Fault is null ? $"{Folder}{Submission}.{Kind.ToString().ToLowerInvariant()}.xml" : Folder.TrimEnd('/');

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
