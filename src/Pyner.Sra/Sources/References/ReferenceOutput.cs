using System.Security.Cryptography;

namespace Pyner.Sra.Sources.References;

/// <summary>
/// Writes a batch's reference: version, source's kind and batch's ordinal, then what the kind needs, as bytes and variable-length numbers, and at the end
/// a checksum. <see cref="ReferenceInput"/> reads it.
/// </summary>
internal sealed class ReferenceOutput
{
    /// <summary>First byte of every reference; changes with what follows.</summary>
    public const byte Version = 1;

    /// <summary>Bytes of SHA-256 at the end: against accident. Who can forge a reference can forge them too, so nothing else relies on them.</summary>
    public const int ChecksumLength = 8;

    private readonly List<byte> _bytes = new(1024);

    public ReferenceOutput(SourceKind kind, long ordinal)
    {
        Byte(Version);
        Byte((byte)kind);
        Count(ordinal);
    }

    public void Byte(byte value) => _bytes.Add(value);

    public void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }

    /// <summary>A number that is never negative.</summary>
    public void Count(long value) => Varint(checked((ulong)value));

    /// <summary>A number of either sign, short where it is near 0.</summary>
    public void Signed(long value) => Varint(((ulong)value << 1) ^ (ulong)(value >> 63));

    /// <summary>Bytes after their number.</summary>
    public void Text(ReadOnlySpan<byte> bytes)
    {
        Count(bytes.Length);
        _bytes.AddRange(bytes);
    }

    /// <summary>Adds the checksum. Nothing may be added after it.</summary>
    public BatchReference Finish()
    {
        byte[] content = [.. _bytes];
        return new BatchReference((byte[])[.. content, .. SHA256.HashData(content).AsSpan(0, ChecksumLength)]);
    }
}
