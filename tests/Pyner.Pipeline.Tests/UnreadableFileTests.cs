using System.Text;
using Pyner.KnowledgeBase;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>A file that can be read no further is rejected once, whatever is wrong with what was read of it.</summary>
public sealed class UnreadableFileTests
{
    [Theory]
    [InlineData("<a><b></a>")]
    [InlineData("<a>")]
    [InlineData("no XML")]
    public void It_is_rejected_once(string beginning)
    {
        using var reader = new FailingReader(Encoding.ASCII.GetBytes(beginning + new string(' ', 3 << 20)));
        using var parser = new SubmissionBatchParser();
        Partial partial = parser.Parse(reader);
        RejectedFile rejected = Assert.Single(partial.Rejected);
        Assert.Equal(("unreadable-file", "SRA000001/SRA000001.sample.xml"), (rejected.Code, rejected.Path));
        Assert.Equal(1, partial.Totals[SubmissionFileKind.Sample]);
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
