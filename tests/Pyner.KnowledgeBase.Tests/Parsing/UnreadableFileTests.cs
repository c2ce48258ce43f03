using System.Text;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Parsing;

/// <summary>A file that can be read no further is rejected once, whatever is wrong with what was read of it.</summary>
public sealed class UnreadableFileTests
{
    [Theory]
    [InlineData("<a><b></a>", false)]
    [InlineData("<a>", false)]
    [InlineData("no XML", false)]
    [InlineData("<SAMPLE_SET><SAMPLE/></a>", true)]
    [InlineData("<SAMPLE_SET><SAMPLE/>", true)]
    public void It_is_rejected_once(string beginning, bool makesRows)
    {
        var rows = new CountedRows();
        using var reader = new FailingReader(Encoding.ASCII.GetBytes(beginning + new string(' ', 3 << 20)));
        using var parser = new SubmissionBatchParser();
        Partial partial = parser.Parse(reader, makesRows ? rows : null);
        RejectedFile rejected = Assert.Single(partial.Rejected);
        Assert.Equal(("unreadable-file", "SRA000001/SRA000001.sample.xml"), (rejected.Code, rejected.Path));
        Assert.Equal(1, partial.Totals[SubmissionFileKind.Sample]);
        Assert.Equal(0, rows.Position);
    }

    /// <summary>Keeps no rows but their number.</summary>
    private sealed class CountedRows : IRowStore
    {
        public long Position { get; private set; }

        public void Write(TableSchema table, int rows, ReadOnlySpan<int> columnEnds, ReadOnlySpan<byte> blocks) => Position += rows;

        public void Truncate(long position) => Position = position;
    }

    /// <summary>One file, with an error where its bytes end.</summary>
    private sealed class FailingReader(byte[] bytes) : SubmissionBatchReader
    {
        private int _read;
        private bool _isPast;

        public override string FilePath => "SRA000001/SRA000001.sample.xml";

        public override void Open(SubmissionBatch batch) => throw new NotSupportedException();

        public override bool MoveToNextSubmission()
        {
            if (_isPast)
                return false;
            Accession = SubmissionAccession.Parse("SRA000001");
            Kind = SubmissionFileKind.Sample;
            IsFirstGroup = true;
            IsWhole = true;
            return true;
        }

        public override bool MoveToNextFile() => !_isPast && (_isPast = true);

        public override int Read(Span<byte> buffer)
        {
            if (_read == bytes.Length)
                throw new FileUnreadableException("the disk is broken");
            int count = Math.Min(buffer.Length, bytes.Length - _read);
            bytes.AsSpan(_read, count).CopyTo(buffer);
            _read += count;
            return count;
        }
    }
}
