using System.Text;
using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>
/// A batch of random files, the same for the same seed, with everything that a source can come up with: folders that can't be listed, files that end in an
/// error, second files of a kind, files read in small pieces, and a source that ends too early.
/// </summary>
internal sealed class RandomBatchReader(int seed, bool ends = true) : SubmissionBatchReader
{
    private readonly Random _random = new(seed);

    // How files are asked for must not change what comes after them.
    private readonly Random _pieces = new(seed);
    private int _submissions = new Random(seed).Next(0, 12);
    private int _files;
    private byte[] _bytes = [];
    private int _position;
    private int _faultAt;
    private string _path = "";

    public override string FilePath => _path;

    public override void Open(SubmissionBatch batch) => throw new NotSupportedException();

    public override bool MoveToNextSubmission()
    {
        if (_submissions == 0)
            return ends ? false : throw new SourceException("the source ends here");
        _submissions--;
        Accession = SubmissionAccession.Parse($"SRA{_random.Next(1_000_000):d6}");
        IsFirstGroup = _random.Next(3) > 0;
        IsWhole = false;
        IgnoredFiles += _random.Next(2);
        _files = _random.Next(0, 8);
        return true;
    }

    public override bool MoveToNextFile()
    {
        _path = $"{Accession}/{_random.Next()}";
        if (_random.Next(12) == 0)
            throw new FileUnreadableException("can't list " + _path);
        if (_files-- == 0)
        {
            IsWhole = _random.Next(2) == 0;
            return false;
        }
        Kind = (SubmissionFileKind)_random.Next(6);
        IsDuplicate = _random.Next(8) == 0;
        _bytes = Encoding.UTF8.GetBytes(Document());
        _position = 0;
        _faultAt = _random.Next(10) == 0 ? _random.Next(_bytes.Length + 1) : int.MaxValue;
        return true;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= _faultAt)
            throw new FileUnreadableException($"can't read {_path}");
        int count = Math.Min(buffer.Length, Math.Min(_bytes.Length, _faultAt) - _position);
        if (count > 1)
            count = _pieces.Next(1, count + 1);
        _bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private string Document()
    {
        string beginning = _random.Next(6) switch
        {
            0 => "<?xml version='1.0' encoding='latin1'?>",
            1 => "<!DOCTYPE a>",
            2 => "\uFEFF<?xml version='1.0'?>\n",
            3 => "",
            _ => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        };
        int length = (int)Math.Pow(2, _random.NextDouble() * 12);
        string content = _random.Next(2) == 0 ? new string('x', length) : string.Concat(Enumerable.Repeat("<b>é</b>", length / 4));
        return _random.Next(15) == 0 ? "" : $"{beginning}<a>{content}</a>";
    }
}
