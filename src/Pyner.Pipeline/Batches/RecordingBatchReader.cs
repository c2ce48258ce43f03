using System.Buffers.Binary;
using System.IO.Hashing;
using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>
/// Passes a batch through to a parser and notes what went by: the submissions, for the batch's id, and on request a digest of all
/// content that a partial depends on, by which a repaired archive is proven to begin as the faulty one did.
/// </summary>
internal sealed class RecordingBatchReader(SubmissionBatchReader inner, bool digestsContent, bool makesRows = false) : SubmissionBatchReader
{
    private const int DrainBytes = 1 << 16;

    // Not against an adversary, who could only deceive himself, but against accident: 128 bits at memory speed.
    private readonly XxHash128? _content = digestsContent ? new XxHash128() : null;
    private readonly List<SubmissionAccession> _submissions = [];
    private byte[]? _drain;
    private long _ordinal;
    private long _fileBytes;
    private bool _ended;
    private bool _fileCounts;

    /// <summary>Ends the reading of a batch, wherever it is.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Groups of a submission's files that went by.</summary>
    public int Groups => _submissions.Count;

    /// <inheritdoc/>
    public override string FilePath => inner.FilePath;

    /// <inheritdoc/>
    public override void Open(SubmissionBatch batch)
    {
        _submissions.Clear();
        _content?.Reset();
        _ended = _fileCounts = false;
        _ordinal = batch.Ordinal;
        inner.Open(batch);
        IgnoredFiles = inner.IgnoredFiles;
    }

    /// <inheritdoc/>
    public override bool MoveToNextSubmission()
    {
        EndFile();
        bool moved = inner.MoveToNextSubmission();
        IgnoredFiles = inner.IgnoredFiles;
        if (moved)
        {
            Accession = inner.Accession;
            IsWhole = inner.IsWhole;
            IsFirstGroup = inner.IsFirstGroup;
            _submissions.Add(Accession);
            Digest((long)Accession.Packed, IsFirstGroup ? (byte)1 : (byte)0);
        }
        else if (!_ended)
        {
            _ended = true;
            Digest(IgnoredFiles, byte.MaxValue);
        }
        return moved;
    }

    /// <inheritdoc/>
    public override bool MoveToNextFile()
    {
        Stop.ThrowIfCancellationRequested();
        EndFile();
        bool moved = inner.MoveToNextFile();
        IgnoredFiles = inner.IgnoredFiles;
        // A stream knows only after a group's last file whether others may follow.
        IsWhole = inner.IsWhole;
        if (moved)
        {
            Kind = inner.Kind;
            IsDuplicate = inner.IsDuplicate;
            Digest((long)Kind, IsDuplicate ? (byte)1 : (byte)0);
            _fileBytes = 0;
            _fileCounts = !IsDuplicate && SubmissionFileName.IsRead(Kind, makesRows);
        }
        return moved;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Stop.ThrowIfCancellationRequested();
        int count = inner.Read(buffer);
        if (_content is not null)
        {
            _content.Append(buffer[..count]);
            _fileBytes += count;
        }
        return count;
    }

    /// <summary>Reads the batch without parsing it.</summary>
    public void Walk()
    {
        while (MoveToNextSubmission())
            while (MoveToNextFile())
                ;
    }

    /// <summary>The batch's id, once it was read to its end.</summary>
    public BatchId Id(string jobId) =>
        _ended
            ? BatchId.Compute(jobId, _ordinal, _submissions)
            : throw new InvalidOperationException($"the parser left submissions of batch {_ordinal} unread");

    /// <summary>The digest of its content, or empty where none was asked for.</summary>
    public byte[] Content() => _content?.GetCurrentHash() ?? [];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A parser that rejects a file may leave its rest unread; the digest is over the whole file.</summary>
    private void EndFile()
    {
        if (!_fileCounts)
            return;
        _fileCounts = false;
        if (_content is null)
            return;
        _drain ??= new byte[DrainBytes];
        while (Read(_drain) > 0)
            ;
        Digest(_fileBytes, byte.MaxValue);
    }

    private void Digest(long value, byte mark)
    {
        if (_content is null)
            return;
        Span<byte> bytes = stackalloc byte[sizeof(long) + 1];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes[^1] = mark;
        _content.Append(bytes);
    }
}
