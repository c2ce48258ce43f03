using System.Text;
using Pyner.Sra.Sources.Archive;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>Reads a batch out of its segment, as <see cref="TarGzBatchReader"/> read it from the stream.</summary>
internal sealed class SegmentBatchReader : SubmissionBatchReader
{
    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(SegmentFormat.FrameLength);
    private readonly byte[] _name = new byte[InflatedChunk.MaxName];
    private SegmentBatch? _batch;
    private SegmentInput? _input;
    private int _nameLength;
    private long _groups;
    private long _left;
    private bool _hasContent;
    private bool _inGroup;

    public override string FilePath => Encoding.UTF8.GetString(_name.AsSpan(0, _nameLength));

    public override void Open(SubmissionBatch batch)
    {
        Close();
        _batch = batch as SegmentBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));
        IgnoredFiles = _groups = _left = 0;
        IsWhole = _inGroup = _hasContent = false;
        _input = new SegmentInput(_batch.Path, _batch.Length, _frame);
        CheckBatch(_input, _batch);
    }

    public override bool MoveToNextSubmission()
    {
        if (_batch is null)
            throw new InvalidOperationException("no batch is open");
        while (_inGroup)
            MoveToNextFile();
        if (_input is null)
            return false;
        SegmentRecord record = (SegmentRecord)_input.Byte();
        if (record == SegmentRecord.End)
        {
            End(_input);
            return false;
        }
        if (record != SegmentRecord.Group)
            throw _input.Damaged("a group was expected");
        Accession = ReadAccession(_input);
        IsFirstGroup = _input.Bool();
        IsWhole = false;
        _inGroup = true;
        _groups++;
        return true;
    }

    public override bool MoveToNextFile()
    {
        if (!_inGroup)
            return false;
        SegmentInput input = _input!;
        input.Skip(_left);
        _left = 0;
        switch ((SegmentRecord)input.Byte())
        {
            case SegmentRecord.Member:
                ReadMember(input);
                return true;
            case SegmentRecord.GroupEnd:
                IsWhole = input.Bool();
                _inGroup = false;
                return false;
            default:
                throw input.Damaged("a file or a group's end was expected");
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            throw new ArgumentException("no room to read into", nameof(buffer));
        if (!_hasContent)
            throw new InvalidOperationException("a file that is not read has no content in a spool");
        if (_left == 0)
            return 0;
        int count = _input!.Some(buffer[..(int)Math.Min(_left, buffer.Length)]);
        _left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }

    private static void CheckBatch(SegmentInput input, SegmentBatch batch)
    {
        Span<byte> id = stackalloc byte[byte.MaxValue];
        id = id[..input.Byte()];
        input.Bytes(id);
        ulong ordinal = input.UInt64();
        if (!id.SequenceEqual(Encoding.ASCII.GetBytes(batch.JobId)) || ordinal != (ulong)batch.Ordinal)
            throw input.Damaged($"it is of batch {ordinal} of job {Encoding.ASCII.GetString(id)}");
        if (input.Bool() != batch.ForTables)
            throw input.Damaged(batch.ForTables ? "it lacks what the tables need" : "it is of a job with tables");
    }

    private static SubmissionAccession ReadAccession(SegmentInput input)
    {
        try
        {
            return SubmissionAccession.FromPacked(input.UInt64());
        }
        catch (ArgumentException e)
        {
            throw input.Damaged(e.Message, e);
        }
    }

    private void ReadMember(SegmentInput input)
    {
        Kind = (SubmissionFileKind)input.Byte();
        byte flags = input.Byte();
        IsDuplicate = (flags & SegmentFormat.DuplicateFlag) != 0;
        _hasContent = SegmentFormat.HasContent(Kind, IsDuplicate, _batch!.ForTables);
        bool saysContent = (flags & SegmentFormat.ContentFlag) != 0;
        if (!Enum.IsDefined(Kind) || flags > (SegmentFormat.DuplicateFlag | SegmentFormat.ContentFlag) || _hasContent != saysContent)
            throw input.Damaged("a file has a kind or flags that are none");
        _nameLength = input.UInt16();
        if (_nameLength > _name.Length)
            throw input.Damaged("a name is too long");
        input.Bytes(_name.AsSpan(0, _nameLength));
        if (!_hasContent)
            return;
        ulong size = input.UInt64();
        if (size > TarBlock.MaxMemberSize)
            throw input.Damaged("a file has no valid size");
        _left = (long)size;
    }

    private void End(SegmentInput input)
    {
        IgnoredFiles = (long)input.UInt64();
        uint groups = input.UInt32();
        if (IgnoredFiles < 0 || groups != _groups || _groups != _batch!.Groups || !input.IsAtEnd)
            throw input.Damaged("it does not end as it should");
        Close();
    }

    private void Close()
    {
        _input?.Dispose();
        _input = null;
    }
}
