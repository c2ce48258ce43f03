namespace Pyner.Sra.Sources.Spooling;

/// <summary>What comes next in a segment: one byte, and what is told here.</summary>
internal enum SegmentRecord : byte
{
    /// <summary>The batch has ended. Ignored files (8 bytes), number of groups (4). Nothing follows.</summary>
    End,

    /// <summary>A group begins. Accession (8 bytes), whether it is the submission's first group (1).</summary>
    Group,

    /// <summary>A member of the group. Kind (1 byte), flags (1), length of its name (2), name; where the flags say so, size (8) and content.</summary>
    Member,

    /// <summary>The group has ended. Whether it is whole (1 byte).</summary>
    GroupEnd,
}
