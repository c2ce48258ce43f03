using System.Security.Cryptography;

namespace Pyner.Sra.Sources.References;

/// <summary>
/// Reads what <see cref="ReferenceOutput"/> wrote. The bytes are not trusted: what is not there is not read, and nothing is made larger
/// than in proportion to them.
/// </summary>
internal ref struct ReferenceInput
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly long _ordinal;
    private int _next;

    /// <summary>Checks that the bytes are a reference of a kind of source, of this version, and of the batch meant.</summary>
    /// <exception cref="SourceException">They are not.</exception>
    public ReferenceInput(BatchReference reference, SourceKind kind, long ordinal)
    {
        _ordinal = ordinal;
        ReadOnlySpan<byte> bytes = reference.Bytes.Span;
        if (bytes.Length <= ReferenceOutput.ChecksumLength)
            throw Damaged("it is too short");
        if (bytes[0] != ReferenceOutput.Version)
            throw Damaged($"it has version {bytes[0]}, and this Pyner reads version {ReferenceOutput.Version}");
        _bytes = bytes[..^ReferenceOutput.ChecksumLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes, digest);
        if (!bytes[^ReferenceOutput.ChecksumLength..].SequenceEqual(digest[..ReferenceOutput.ChecksumLength]))
            throw Damaged("its checksum differs");
        _next = 1;
        byte actual = Byte();
        if (actual != (byte)kind)
            throw Damaged($"it is of a source of kind {actual}, not of a {kind}");
        long number = Count();
        if (number != ordinal)
            throw Damaged($"it is of batch {number}");
    }

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _next == _bytes.Length;

    public byte Byte() => _next < _bytes.Length ? _bytes[_next++] : throw Damaged("it ends in the middle");

    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            if (shift == 63 && part > 1)
                throw Damaged("a number exceeds 64 bits");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }

    /// <summary>A number that is never negative.</summary>
    public long Count()
    {
        ulong value = Varint();
        return value <= long.MaxValue ? (long)value : throw Damaged("a count exceeds 63 bits");
    }

    /// <summary>A number of either sign.</summary>
    public long Signed()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Bytes after their number.</summary>
    public ReadOnlySpan<byte> Text()
    {
        long length = Count();
        if (length > _bytes.Length - _next)
            throw Damaged("it ends in the middle of a name");
        _next += (int)length;
        return _bytes.Slice(_next - (int)length, (int)length);
    }

    /// <summary>The accession that comes so much after another one.</summary>
    public SubmissionAccession Accession(SubmissionAccession last)
    {
        ulong step = Varint();
        if (step > ulong.MaxValue - last.Packed)
            throw Damaged("an accession exceeds 64 bits");
        if (step == 0)
            return last;
        try
        {
            return SubmissionAccession.FromPacked(last.Packed + step);
        }
        catch (ArgumentException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    public readonly SourceException Damaged(string reason, Exception? cause = null) =>
        new($"The reference of batch {_ordinal} can't be used: {reason}. Start the job again.", cause);
}
