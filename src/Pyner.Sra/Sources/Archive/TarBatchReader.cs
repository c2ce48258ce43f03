namespace Pyner.Sra.Sources.Archive;

/// <summary>Reads a batch of a tar, by offsets.</summary>
internal sealed class TarBatchReader(ArchiveFile file) : SubmissionBatchReader
{
    private TarBatch? _batch;
    private int _end;
    private int _next;
    private TarMember _member;
    private long _position;

    public override string FilePath => TarIndex.ReadName(file, _member);

    public override void Open(SubmissionBatch batch)
    {
        _batch = batch as TarBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));
        _next = _end = _batch.Start;
        _member = default;
        _position = 0;
        // What is ignored belongs to no submission; the first batch tells it, so that it is told once.
        IgnoredFiles = _batch.Ordinal == 0 ? _batch.Index.Ignored : 0;
        IsWhole = true;
        IsFirstGroup = true;
    }

    public override bool MoveToNextSubmission()
    {
        TarBatch batch = _batch ?? throw new InvalidOperationException("no batch is open");
        _next = _end;
        _member = default;
        _position = 0;
        if (_end == batch.End)
            return false;
        ReadOnlySpan<TarMember> members = batch.Index.Members.Items;
        ulong accession = members[_next].AccessionWord;
        Accession = members[_next].Accession;
        while (_end < batch.End && members[_end].AccessionWord == accession)
            _end++;
        return true;
    }

    public override bool MoveToNextFile()
    {
        if (_batch is null || _next == _end)
        {
            _position = _member.Size;
            return false;
        }
        bool isFirst = _member.Offset == 0;
        SubmissionFileKind last = Kind;
        _member = _batch.Index.Members[_next++];
        _position = 0;
        Kind = _member.Kind;
        IsDuplicate = !isFirst && Kind == last;
        return true;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            throw new ArgumentException("no room to read into", nameof(buffer));
        long left = _member.Size - _position;
        if (left == 0)
            return 0;
        int wanted = (int)Math.Min(left, buffer.Length);
        if (file.ReadAt(buffer[..wanted], _member.Offset + _position) < wanted)
            throw new SourceException(
                $"'{file.Path}' has become shorter than its {file.Length} bytes while it was read. Start again once it no longer changes.")
            {
                Offset = _member.Offset + _position,
            };
        _position += wanted;
        return wanted;
    }
}
