using System.Buffers.Binary;
using System.Numerics;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>
/// A segment file: 8 bytes of magic and version, then frames of 64 KiB (the last one may be shorter), each a checksum of 4 bytes and content. Joined,
/// the contents are: job's id, batch's ordinal, whether it is for tables, and records (<see cref="SegmentRecord"/>). All numbers are little-endian.
/// </summary>
internal static class SegmentFormat
{
    /// <summary>Changes with anything below it.</summary>
    public const byte Version = 2;

    /// <summary>Bytes of magic and version.</summary>
    public const int HeaderLength = 8;

    /// <summary>Bytes of a frame, checksum included.</summary>
    public const int FrameLength = 1 << 16;

    /// <summary>Bytes of a frame's checksum.</summary>
    public const int ChecksumLength = sizeof(uint);

    /// <summary>Bytes of a whole frame's content.</summary>
    public const int FrameContent = FrameLength - ChecksumLength;

    /// <summary>Of a member's flags: it repeats an earlier one.</summary>
    public const byte DuplicateFlag = 1;

    /// <summary>Of a member's flags: its size and content follow.</summary>
    public const byte ContentFlag = 2;

    /// <summary>How a segment begins, before the version.</summary>
    public static ReadOnlySpan<byte> Magic => "PYNSEG\n"u8;

    /// <summary>Whether a file's content is read, and so is in the segment.</summary>
    public static bool HasContent(SubmissionFileKind kind, bool isDuplicate, bool forTables) =>
        !isDuplicate && SubmissionFileName.IsRead(kind, forTables);

    /// <summary>CRC-32C over a frame's number, so that frames can't change places, and its content.</summary>
    public static uint Checksum(long frame, ReadOnlySpan<byte> content)
    {
        uint checksum = BitOperations.Crc32C(uint.MaxValue, (ulong)frame);
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(content));
        foreach (byte last in content)
            checksum = BitOperations.Crc32C(checksum, last);
        return ~checksum;
    }
}
