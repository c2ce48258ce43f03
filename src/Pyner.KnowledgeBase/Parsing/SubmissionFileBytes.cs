using Pyner.Sra.Sources;
using Pyner.Xml.Reading;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>The bytes of the file that a batch reader stands on.</summary>
internal sealed class SubmissionFileBytes : IByteSource
{
    /// <summary>The reader.</summary>
    public SubmissionBatchReader? Reader { get; set; }

    /// <summary>Bytes read since <see cref="Reader"/> moved to the file.</summary>
    public long Count { get; set; }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int read = Reader!.Read(buffer);
        Count += read;
        return read;
    }
}
