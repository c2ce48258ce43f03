namespace Pyner.Xml.Reading;

/// <summary>Where a document's bytes come from.</summary>
public interface IByteSource
{
    /// <summary>Reads on. Returns the number of bytes read: 0 only at the document's end.</summary>
    int Read(Span<byte> buffer);
}
