using System.Security.Cryptography;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// Where a tree's submissions are. Made in two steps: <see cref="List"/> finds the submissions' folders (and files that lie outside them);
/// <see cref="TreeSurvey"/> then looks into each, since a file's name decides which submission it belongs to, whatever folder it is in:
/// only after that are every submission's files, and files that come twice, known exactly.
/// </summary>
internal sealed class TreeIndex : IDisposable
{
    /// <summary>Folders may be nested as deep as this below the root. Links are not followed, so only odd trees come near it.</summary>
    private const int MaxDepth = 32;

    /// <summary>The places found, sorted.</summary>
    public NativeList<Place> Places { get; } = new();

    /// <summary>The folders that places refer to.</summary>
    public TreeFolders Folders { get; } = new();

    /// <summary>Files passed over that lie in no place of a submission.</summary>
    public long IgnoredElsewhere { get; set; }

    /// <summary>Lists the root and every folder below it that is not a submission's own.</summary>
    /// <exception cref="SourceException">A folder can't be listed.</exception>
    public static TreeIndex List(TreeRoot root, string rootPath)
    {
        var index = new TreeIndex();
        try
        {
            using TreeAccess access = root.CreateAccess();
            index.AddFolder(access, rootPath, []);
            index.Sort();
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Adds what lies in a folder and the folders below it, as far as they are not submissions' own: those are added to be surveyed.</summary>
    public void AddFolder(TreeAccess access, string rootPath, byte[] folder)
    {
        var path = new TreePath();
        var pending = new Stack<byte[]>();
        pending.Push(folder);
        while (pending.TryPop(out byte[]? current))
        {
            path.Set(current);
            if (current.AsSpan().Count((byte)'/') >= MaxDepth)
                throw new SourceException(
                    $"'{rootPath}': folders are nested deeper than {MaxDepth} levels at '{path}'. Give a folder nearer to the submissions.");
            try
            {
                access.OpenFolder(path);
                AddEntries(access, path, pending);
            }
            catch (FileUnreadableException) when (path.Bytes.SequenceEqual("lost+found"u8))
            {
                // Only root may list it, and a dump on a disk of its own has one; it counts as one thing passed over.
                IgnoredElsewhere++;
            }
            catch (FileUnreadableException e)
            {
                throw new SourceException(
                    $"'{rootPath}' can't be read in full: {e.Message}. Submissions in it would be missed: make it readable, or move it out of the tree.", e)
                {
                    IsAway = true,
                };
            }
        }
    }

    /// <summary>Sorts the places by accession, then path. Which of several files counts, the reader finds out for each kind.</summary>
    public void Sort() => Places.Items.Sort(new PlaceComparer(Folders));

    /// <summary>Number of distinct accessions among the places.</summary>
    public long CountSubmissions()
    {
        long count = 0;
        SubmissionAccession last = default;
        foreach (ref readonly Place place in Places.Items)
        {
            if (place.Accession != last)
                count++;
            last = place.Accession;
        }
        return count;
    }

    /// <summary>SHA-256 (hex) over the sorted accessions, the folders they are in, and which loose files there are.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var path = new TreePath();
        Span<byte> rest = stackalloc byte[2];
        foreach (ref readonly Place place in Places.Items)
        {
            Folders.BuildFolderPath(path, place);
            path.Append(place.Accession);
            hash.AppendData(path.Bytes);
            rest[0] = 0; // no path holds a zero byte, so this ends it
            rest[1] = place.Kinds;
            hash.AppendData(rest);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => Places.Dispose();

    private void AddEntries(TreeAccess access, TreePath path, Stack<byte[]> pending)
    {
        int folder = -1;
        while (access.MoveToNextEntry())
        {
            ReadOnlySpan<byte> name = access.EntryName;
            Place place = default;
            if (access.EntryType == FolderEntryType.Folder)
            {
                if (!SubmissionAccession.TryParse(name, out place.Accession))
                {
                    int length = path.Length;
                    path.Append(name);
                    pending.Push(path.Bytes.ToArray());
                    path.Cut(length);
                    continue;
                }
            }
            else if (access.EntryType == FolderEntryType.File && SubmissionFileName.TryParse(name, out place.Accession, out SubmissionFileKind kind))
            {
                place.Kinds = (byte)(1 << (int)kind);
                place.Flags = PlaceFlags.Loose;
            }
            else
            {
                IgnoredElsewhere++;
                continue;
            }
            if (folder < 0)
                folder = path.Length == 0 ? 0 : Folders.Add(path.Bytes);
            place.Folder = folder;
            Places.Add(place);
        }
    }
}
