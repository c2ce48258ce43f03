using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Passes a batch through until a submission comes that is not to be had, or whose files are not.</summary>
internal sealed class FaultyReader(SubmissionBatchReader inner, IReadOnlySet<string>? gone, bool filesAlone) : SubmissionBatchReader
{
    private bool IsGone => gone?.Contains(Accession.ToString()) != false;

    public override string FilePath => inner.FilePath;

    public override void Open(SubmissionBatch batch) => throw new NotSupportedException("it is open");

    public override bool MoveToNextSubmission()
    {
        bool moved = inner.MoveToNextSubmission();
        (Accession, IsFirstGroup, IgnoredFiles) = (inner.Accession, inner.IsFirstGroup, inner.IgnoredFiles);
        if (moved && IsGone && !filesAlone)
            throw new SourceException($"{Accession} can't be read: its volume is gone");
        return moved;
    }

    public override bool MoveToNextFile()
    {
        bool moved = inner.MoveToNextFile();
        (Kind, IsDuplicate, IsWhole, IgnoredFiles) = (inner.Kind, inner.IsDuplicate, inner.IsWhole, inner.IgnoredFiles);
        return moved;
    }

    public override int Read(Span<byte> buffer) =>
        IsGone && filesAlone ? throw new FileUnreadableException("permission denied") : inner.Read(buffer);
}
