using System.Text;

namespace Pyner.Sra.Sources.Archive;

/// <summary>Reads a batch of a stream, out of the chunks that it was inflated into.</summary>
internal sealed class TarGzBatchReader : SubmissionBatchReader
{
    private StreamedBatch? _batch;
    private StreamPortion _portion;
    private int _next;
    private byte[] _name = new byte[512];
    private int _nameLength;
    private long _left;
    private int _contentStart;
    private int _contentLength;

    public override ulong? Digest => _batch is not null && _portion.IsLast ? _batch.Digest : null;

    public override string FilePath => Encoding.UTF8.GetString(Name);

    /// <summary>The current file's path as the archive has it.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _nameLength);

    /// <summary>Bytes of the current file that are not read yet.</summary>
    public long Left => _left;

    public override void Open(SubmissionBatch batch)
    {
        Close();
        _batch = batch as StreamedBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));
        IgnoredFiles = 0;
        IsWhole = false;
        _left = 0;
    }

    public override bool MoveToNextSubmission()
    {
        _left = 0;
        while (Next(out StreamEvent found))
        {
            if (found.Type != StreamEventType.Group)
                continue;
            Accession = found.Accession;
            IsFirstGroup = found.Flag;
            IsWhole = false;
            return true;
        }
        return false;
    }

    public override bool MoveToNextFile()
    {
        _left = 0;
        while (Next(out StreamEvent found))
        {
            switch (found.Type)
            {
                case StreamEventType.Member:
                    Kind = found.Kind;
                    IsDuplicate = found.Flag;
                    _left = found.Size;
                    _contentLength = 0;
                    KeepName(_portion.Chunk.Name(found));
                    return true;
                case StreamEventType.GroupEnd:
                    IsWhole = found.Flag;
                    // Seen again by whoever asks once more, or for the next submission.
                    _next--;
                    return false;
                case StreamEventType.Group:
                    // The group before was read past its end already.
                    _next--;
                    return false;
                default:
                    break;
            }
        }
        return false;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            throw new ArgumentException("no room to read into", nameof(buffer));
        if (_left == 0)
            return 0;
        while (_contentLength == 0)
        {
            // A member's content is never taken for complete before its last byte was there: a fault throws here.
            if (!Next(out StreamEvent found) || found.Type != StreamEventType.Content)
                throw new InvalidOperationException("a member has less content than it has bytes");
            _contentStart = found.Start;
            _contentLength = found.Length;
        }
        int count = Math.Min(_contentLength, buffer.Length);
        _portion.Chunk.Bytes.Slice(_contentStart, count).CopyTo(buffer);
        _contentStart += count;
        _contentLength -= count;
        _left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }

    /// <summary>Takes the batch's next event; false at its end.</summary>
    private bool Next(out StreamEvent found)
    {
        StreamedBatch batch = _batch ?? throw new InvalidOperationException("no batch is open");
        while (_portion.Chunk is null || _next == _portion.End)
        {
            if (_portion.IsLast)
            {
                found = default;
                ReleaseChunk();
                return false;
            }
            // Before waiting: what is waited for may need the chunk.
            ReleaseChunk();
            _portion = batch.Reading.TakePortion(batch);
            _next = _portion.Start;
            IgnoredFiles += _portion.Ignored;
        }
        found = _portion.Chunk.Events[_next++];
        return true;
    }

    private void KeepName(ReadOnlySpan<byte> name)
    {
        if (_name.Length < name.Length)
            _name = new byte[name.Length];
        name.CopyTo(_name);
        _nameLength = name.Length;
    }

    private void Close()
    {
        if (_batch is null)
            return;
        ReleaseChunk();
        _batch.Reading.Abandon(_batch);
        _batch = null;
        _portion = default;
    }

    private void ReleaseChunk()
    {
        if (_portion.Chunk is null)
            return;
        _batch!.Reading.Release(_portion);
        // Keeps whether it was the last one.
        _portion = _portion with { Chunk = null! };
    }
}
