using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// One folder that holds files of one submission: usually its only one. 16 bytes, because a tree has millions of them.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Place
{
    /// <summary>The most ignored files that <see cref="Ignored"/> can tell; what is over it is counted for the tree as a whole.</summary>
    public const int MaxIgnored = ushort.MaxValue;

    public SubmissionAccession Accession;

    /// <summary>Index into the tree's folders: the one that holds the submission's own folder, or, where loose, the files themselves.</summary>
    public int Folder;

    /// <summary>A bit per <see cref="SubmissionFileKind"/> that is there.</summary>
    public byte Kinds;

    public PlaceFlags Flags;

    /// <summary>Files in the submission's own folder that are no submission files.</summary>
    public ushort Ignored;

    public readonly bool IsLoose => (Flags & PlaceFlags.Loose) != 0;

    public readonly bool IsUnlistable => (Flags & PlaceFlags.Unlistable) != 0;

    /// <summary>Whether there is anything of the submission here.</summary>
    public readonly bool HoldsSomething => Kinds != 0 || IsUnlistable;
}
