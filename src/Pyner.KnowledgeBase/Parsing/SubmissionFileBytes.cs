using Pyner.Sra.Sources;
using Pyner.Xml.Reading;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>The bytes of the file that a batch reader stands on.</summary>
internal sealed class SubmissionFileBytes : IByteSource
{
    private const int RestBytes = 1 << 16;

    private byte[]? _rest;

    /// <summary>The reader.</summary>
    public SubmissionBatchReader? Reader { get; set; }

    /// <summary>Bytes read since <see cref="Reader"/> moved to the file.</summary>
    public long Count { get; set; }

    /// <summary>Reads what is left of the file, so that what is counted of it does not depend on how far ahead somebody read who gave it up.</summary>
    public void ReadToEnd()
    {
        _rest ??= new byte[RestBytes];
        while (Read(_rest) > 0)
            ;
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int read = Reader!.Read(buffer);
        Count += read;
        return read;
    }
}
