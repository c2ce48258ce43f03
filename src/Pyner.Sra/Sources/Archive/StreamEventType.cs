namespace Pyner.Sra.Sources.Archive;

/// <summary>What a stream event tells the reader of a batch.</summary>
internal enum StreamEventType : byte
{
    /// <summary>A group begins: consecutive members of one submission.</summary>
    Group,

    /// <summary>A member of the group begins.</summary>
    Member,

    /// <summary>A piece of the member's content lies in the chunk.</summary>
    Content,

    /// <summary>The group has ended.</summary>
    GroupEnd,
}
