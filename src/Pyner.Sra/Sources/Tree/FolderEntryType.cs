namespace Pyner.Sra.Sources.Tree;

/// <summary>What a folder's entry is, without following links.</summary>
internal enum FolderEntryType : byte
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, named pipe, socket or device: passed over and counted.</summary>
    Other,
}
