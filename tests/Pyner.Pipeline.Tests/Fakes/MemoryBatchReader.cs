using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Reads a <see cref="MemorySource"/>, now and then with a delay so that batches end out of order.</summary>
internal sealed class MemoryBatchReader(MemorySource source, int seed) : SubmissionBatchReader
{
    private readonly Random _random = new(seed);
    private int _index;
    private int _end;
    private int _file;
    private int _position;

    public override ulong? Digest => source.Kind == SourceKind.TarGz && _index >= _end ? source.DigestTo(_end) : null;

    public override string FilePath => $"{Accession}/{SubmissionFileName.Format(Accession, Kind)}";

    private MemorySubmission Current => source.Submissions[_index];

    public override void Open(SubmissionBatch batch)
    {
        var memory = (MemoryBatch)batch;
        _index = memory.First - 1;
        _end = memory.End;
        IgnoredFiles = 0;
        source.Opened(batch);
        if (source.Delays && _random.Next(4) == 0)
            Thread.Sleep(_random.Next(4));
    }

    public override bool MoveToNextSubmission()
    {
        if (++_index >= _end)
            return false;
        if (_index == source.BreaksAt)
            throw new SourceException($"the archive is cut off in {Current.Accession}") { Offset = 12345 };
        Accession = Current.Accession;
        IsFirstGroup = Current.IsFirstGroup;
        IsWhole = false;
        IgnoredFiles += _index % 7 == 0 ? 1 : 0;
        _file = -1;
        return true;
    }

    public override bool MoveToNextFile()
    {
        if (++_file >= Current.Files.Count)
        {
            IsWhole = source.Kind != SourceKind.TarGz;
            return false;
        }
        Kind = Current.Files[_file].Kind;
        _position = 0;
        return true;
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = Current.Files[_file].Bytes.AsSpan(_position);
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }
}
