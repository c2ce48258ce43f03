namespace Pyner.Sra.Sources.Archive;

/// <summary>What a header block turned out to be, and so what follows it.</summary>
internal enum TarStep : byte
{
    /// <summary>A block of zeros: two of them end an archive.</summary>
    EndMark,

    /// <summary>A header that extends the next member's: its content is to be handed to <see cref="TarHeaderReader.AcceptExtension"/>.</summary>
    Extension,

    /// <summary>A submission's file; its content follows.</summary>
    SubmissionFile,

    /// <summary>A folder: neither read nor counted.</summary>
    Folder,

    /// <summary>Any other member: passed over and counted.</summary>
    Ignored,
}
