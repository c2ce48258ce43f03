namespace Pyner.Sra.Sources;

/// <summary>What a submission source is.</summary>
public enum SourceKind : byte
{
    /// <summary>A folder in NCBI's layout.</summary>
    DirectoryTree,

    /// <summary>An uncompressed tar, read by offsets.</summary>
    Tar,

    /// <summary>A gzip-compressed tar, read as a stream.</summary>
    TarGz,
}
