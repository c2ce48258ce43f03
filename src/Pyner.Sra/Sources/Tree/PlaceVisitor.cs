namespace Pyner.Sra.Sources.Tree;

/// <summary>One thread's part of a survey: lists submissions' folders and notes what is in them.</summary>
internal sealed class PlaceVisitor(TreeAccess access, TreeFolders folders) : IDisposable
{
    /// <summary>A file of so many bytes is huge: it takes a thread a tenth of a second or so.</summary>
    public const long HugeBytes = 128 << 20;

    private readonly TreePath _path = new();
    private bool _looksForHuge;

    /// <summary>What was found that belongs elsewhere.</summary>
    public List<TreeStray> Strays { get; } = [];

    /// <summary>Ignored files that were more than a place can tell.</summary>
    public long IgnoredOverflow { get; private set; }

    /// <summary>Fills in the kinds and the ignored files of a submission's own folder.</summary>
    /// <param name="place">The folder.</param>
    /// <param name="looksForHuge">Whether to ask for the sizes of its files.</param>
    public void Visit(ref Place place, bool looksForHuge = false)
    {
        _looksForHuge = looksForHuge;
        folders.BuildFolderPath(_path, place);
        try
        {
            access.OpenFolder(_path);
            while (access.MoveToNextEntry())
                VisitEntry(ref place);
        }
        catch (FileUnreadableException)
        {
            // The reader lists it again and so has the reason at hand when it rejects it; keeping it here would cost every place a word.
            place.Flags |= PlaceFlags.Unlistable;
        }
    }

    public void Dispose() => access.Dispose();

    private void VisitEntry(ref Place place)
    {
        ReadOnlySpan<byte> name = access.EntryName;
        switch (access.EntryType)
        {
            case FolderEntryType.Folder:
                int length = _path.Length;
                _path.Append(name);
                Strays.Add(new TreeStray(_path.Bytes.ToArray(), default, 0));
                _path.Cut(length);
                break;
            case FolderEntryType.File when SubmissionFileName.TryParse(name, out SubmissionAccession accession, out SubmissionFileKind kind):
                if (accession == place.Accession)
                {
                    place.Kinds |= (byte)(1 << (int)kind);
                    if (_looksForHuge && SubmissionFileName.IsRead(kind, forTables: false) && access.EntrySize() >= HugeBytes)
                        place.Flags |= PlaceFlags.Huge;
                }
                else
                    Strays.Add(new TreeStray(_path.Bytes.ToArray(), accession, (byte)(1 << (int)kind)));
                break;
            default:
                if (place.Ignored < Place.MaxIgnored)
                    place.Ignored++;
                else
                    IgnoredOverflow++;
                break;
        }
    }
}
