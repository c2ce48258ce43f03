namespace Pyner.Sra.Tables;

/// <summary>
/// The rows of a batch on their way to its store. Rows of a file are held back until it is known to be well-formed; those of a large file are handed
/// over before, and taken back if it is not. One instance serves one thread.
/// </summary>
public sealed class RecordRows
{
    private readonly RecordBuffer[] _tables;
    private readonly byte[] _submission = new byte[SubmissionAccession.MaxLength];
    private int _submissionLength;
    private IRowStore? _store;
    private long _fileStart = -1; // in the store, once rows of the file in hand were handed over

    /// <summary>Makes an instance without rows.</summary>
    public RecordRows()
    {
        var blocks = new BlockWriter();
        _tables = [.. SraTables.All.Select(table => new RecordBuffer(table, blocks))];
    }

    /// <summary>Begins a batch.</summary>
    /// <param name="store">Takes its rows.</param>
    public void Begin(IRowStore store)
    {
        foreach (RecordBuffer table in _tables)
            table.Clear();
        _fileStart = -1;
        _store = store;
    }

    /// <summary>The file in hand stands.</summary>
    public void CommitFile()
    {
        _fileStart = -1;
        foreach (RecordBuffer table in _tables)
        {
            table.CompleteRows(Submission);
            table.Commit();
            if (table.IsFull)
                table.WriteAll(_store!);
        }
    }

    /// <summary>The file in hand is rejected: it has no rows.</summary>
    public void RollbackFile()
    {
        foreach (RecordBuffer table in _tables)
            table.Rollback();
        if (_fileStart >= 0)
            _store!.Truncate(_fileStart);
        _fileStart = -1;
    }

    /// <summary>Ends a batch: hands over all rows.</summary>
    public void End()
    {
        foreach (RecordBuffer table in _tables)
            table.WriteAll(_store!);
        _store = null;
    }

    private ReadOnlySpan<byte> Submission => _submission.AsSpan(0, _submissionLength);

    /// <summary>Begins a file.</summary>
    /// <param name="submission">The submission that it belongs to.</param>
    internal void BeginFile(SubmissionAccession submission) => submission.TryFormat(_submission, out _submissionLength);

    /// <summary>The buffer of a table.</summary>
    internal RecordBuffer this[RecordTable table] => _tables[table.Index];

    /// <summary>Hands over complete rows of the file in hand.</summary>
    internal void Spill(RecordBuffer table)
    {
        if (_fileStart < 0)
        {
            // What other files brought can't be taken back together with what this one brings.
            foreach (RecordBuffer other in _tables)
                other.WriteCommitted(_store!);
            _fileStart = _store!.Position;
        }
        if (!table.IsFull)
            return;
        table.CompleteRows(Submission);
        table.WriteAll(_store!);
    }
}
