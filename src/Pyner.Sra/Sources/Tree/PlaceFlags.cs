namespace Pyner.Sra.Sources.Tree;

/// <summary>What is special about a place.</summary>
[Flags]
internal enum PlaceFlags : byte
{
    /// <summary>The submission's own folder, listed without trouble.</summary>
    None = 0,

    /// <summary>The files lie in a folder that is not the submission's own.</summary>
    Loose = 1,

    /// <summary>The system did not let us list the submission's folder, or not to its end.</summary>
    Unlistable = 2,

    /// <summary>One of the submission's files takes long to read.</summary>
    Huge = 4,
}
