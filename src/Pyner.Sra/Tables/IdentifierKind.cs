namespace Pyner.Sra.Tables;

/// <summary>The databases whose identifiers are told from others.</summary>
internal enum IdentifierKind : byte
{
    /// <summary>BioProject.</summary>
    BioProject,

    /// <summary>BioSample.</summary>
    BioSample,
}
