namespace Pyner.Sra.Sources.Tree;

/// <summary>Reads a batch of a tree.</summary>
/// <param name="access">The thread's access to the tree; owned by the reader.</param>
/// <param name="root">The root: something unreadable is taken for a file's fault only as long as the root is there.</param>
internal sealed class TreeBatchReader(TreeAccess access, TreeRoot root) : SubmissionBatchReader
{
    private readonly TreePath _path = new();
    private readonly List<int> _several = []; // places with the kind in hand, in the order of their files' paths: of a submission that has several places
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
        bool isAlone = _end - _start == 1;
        for (; _order < ReadingOrder.Kinds.Length; _order++, _next = _start)
        {
            SubmissionFileKind kind = ReadingOrder.Kinds[_order];
            if (isAlone ? _next == _end || (places[_next].Kinds & (1 << (int)kind)) == 0 : !HasMore(kind))
                continue;
            int number = _next++ - _start;
            _place = isAlone ? _start : _several[number];
            IsDuplicate = number > 0;
            Kind = kind;
            _onFolder = false;
            return true;
        }
        IsDuplicate = false;
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

    /// <summary>Whether there is one more file of a kind, of a submission that has several places; looks for them before the first.</summary>
    private bool HasMore(SubmissionFileKind kind)
    {
        if (_next == _start)
        {
            TreeIndex index = _batch!.Index;
            _several.Clear();
            for (int place = _start; place < _end; place++)
            {
                if ((index.Places.Items[place].Kinds & (1 << (int)kind)) != 0)
                    _several.Add(place);
            }
            if (_several.Count > 1)
            {
                var comparer = new PlaceComparer(index.Folders, kind);
                _several.Sort((left, right) => comparer.Compare(index.Places.Items[left], index.Places.Items[right]));
            }
        }
        return _next - _start < _several.Count;
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
