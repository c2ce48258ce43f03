using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>Passes a batch through to a parser and notes the submissions that went by, for the batch's id.</summary>
internal sealed class RecordingBatchReader(SubmissionBatchReader inner) : SubmissionBatchReader
{
    private readonly List<SubmissionAccession> _submissions = [];
    private long _ordinal;
    private bool _ended;

    /// <summary>Ends the reading of a batch, wherever it is.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Groups of a submission's files that went by.</summary>
    public int Groups => _submissions.Count;

    /// <inheritdoc/>
    public override string FilePath => inner.FilePath;

    /// <inheritdoc/>
    public override ulong? Digest => inner.Digest;

    /// <inheritdoc/>
    public override void Open(SubmissionBatch batch)
    {
        _submissions.Clear();
        _ended = false;
        _ordinal = batch.Ordinal;
        inner.Open(batch);
        IgnoredFiles = inner.IgnoredFiles;
    }

    /// <inheritdoc/>
    public override bool MoveToNextSubmission()
    {
        bool moved = inner.MoveToNextSubmission();
        IgnoredFiles = inner.IgnoredFiles;
        if (moved)
        {
            Accession = inner.Accession;
            IsWhole = inner.IsWhole;
            IsFirstGroup = inner.IsFirstGroup;
            _submissions.Add(Accession);
        }
        _ended |= !moved;
        return moved;
    }

    /// <inheritdoc/>
    public override bool MoveToNextFile()
    {
        Stop.ThrowIfCancellationRequested();
        bool moved = inner.MoveToNextFile();
        IgnoredFiles = inner.IgnoredFiles;
        // A stream knows only after a group's last file whether others may follow.
        IsWhole = inner.IsWhole;
        if (moved)
        {
            Kind = inner.Kind;
            IsDuplicate = inner.IsDuplicate;
        }
        return moved;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Stop.ThrowIfCancellationRequested();
        return inner.Read(buffer);
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
