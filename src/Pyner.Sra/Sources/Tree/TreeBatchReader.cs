namespace Pyner.Sra.Sources.Tree;

/// <summary>Reads a batch of a tree.</summary>
/// <param name="access">The thread's access to the tree; owned by the reader.</param>
/// <param name="root">The root: something unreadable is taken for a file's fault only as long as the root is there.</param>
internal sealed class TreeBatchReader(TreeAccess access, TreeRoot root) : SubmissionBatchReader
{
    private readonly TreePath _path = new();
    private TreeBatch? _batch;
    private int _start;
    private int _end;
    private int _unlistable;
    private int _order;
    private int _next;
    private int _place;
    private bool _onFolder;
    private bool _isOpen;
    private bool _isAtEnd;

    public override string FilePath
    {
        get
        {
            BuildPath();
            return _path.ToString();
        }
    }

    public override void Open(SubmissionBatch batch)
    {
        access.CloseFile();
        _isOpen = false;
        _batch = batch as TreeBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));
        _start = _end = _batch.Start;
        _order = ReadingOrder.Kinds.Length;
        // What is ignored outside submissions' folders belongs to no batch; the first one tells it, so that it is told once.
        IgnoredFiles = _batch.Ordinal == 0 ? _batch.Index.IgnoredElsewhere : 0;
        IsWhole = true;
        IsFirstGroup = true;
    }

    public override bool MoveToNextSubmission()
    {
        EndFile();
        TreeBatch batch = _batch ?? throw new InvalidOperationException("no batch is open");
        _start = _end;
        _order = ReadingOrder.Kinds.Length;
        if (_start == batch.End)
            return false;
        ReadOnlySpan<Place> places = batch.Index.Places.Items;
        Accession = places[_start].Accession;
        while (_end < batch.End && places[_end].Accession == Accession)
            IgnoredFiles += places[_end++].Ignored;
        _unlistable = _next = _start;
        _order = 0;
        IsDuplicate = false;
        return true;
    }

    public override bool MoveToNextFile()
    {
        EndFile();
        if (_batch is null)
            return false;
        ReadOnlySpan<Place> places = _batch.Index.Places.Items;
        while (_unlistable < _end)
        {
            _place = _unlistable++;
            if (places[_place].IsUnlistable)
                throw ReasonNotListed();
        }
        for (; _order < ReadingOrder.Kinds.Length; _order++, _next = _start, IsDuplicate = false)
        {
            int bit = 1 << (int)ReadingOrder.Kinds[_order];
            while (_next < _end)
            {
                _place = _next++;
                if ((places[_place].Kinds & bit) == 0)
                    continue;
                // Every place from the second on that has the kind: the flag stays set until the next kind.
                IsDuplicate = HasKindBefore(places[_start.._place], bit);
                Kind = ReadingOrder.Kinds[_order];
                _onFolder = false;
                return true;
            }
        }
        return false;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            throw new ArgumentException("no room to read into", nameof(buffer));
        if (_isAtEnd)
            return 0;
        try
        {
            if (!_isOpen)
            {
                BuildPath();
                access.OpenFile(_path);
                _isOpen = true;
            }
            int count = access.ReadFile(buffer);
            if (count == 0)
                EndFile(atEnd: true);
            return count;
        }
        catch
        {
            EndFile(atEnd: true);
            root.RequirePresence();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        access.Dispose();
        base.Dispose(disposing);
    }

    private static bool HasKindBefore(ReadOnlySpan<Place> places, int bit)
    {
        foreach (ref readonly Place place in places)
            if ((place.Kinds & bit) != 0)
                return true;
        return false;
    }

    private void EndFile(bool atEnd = false)
    {
        _isAtEnd = atEnd;
        if (!_isOpen)
            return;
        _isOpen = false;
        access.CloseFile();
    }

    private void BuildPath()
    {
        TreeIndex index = (_batch ?? throw new InvalidOperationException("no batch is open")).Index;
        if (_onFolder)
            index.Folders.BuildFolderPath(_path, index.Places[_place]);
        else
            index.Folders.BuildFilePath(_path, index.Places[_place], Kind);
    }

    private FileUnreadableException ReasonNotListed()
    {
        _onFolder = true;
        BuildPath();
        try
        {
            access.OpenFolder(_path);
            while (access.MoveToNextEntry())
            {
            }
        }
        catch (FileUnreadableException e)
        {
            root.RequirePresence();
            return e;
        }
        return new FileUnreadableException($"the folder '{_path}' could not be listed when the job was planned, though it can be now: start the job again");
    }
}
