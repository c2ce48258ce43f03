using Pyner.Sra.Sources;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tests.Extraction;

/// <summary>The file that a batch reader stands on.</summary>
internal sealed class BatchDocument(SubmissionBatchReader reader) : IByteSource
{
    public int Read(Span<byte> buffer) => reader.Read(buffer);
}
