namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// Orders places by accession, then by the path of the files of a kind in them: of several files of that kind the first by this order is the one that counts.
/// For another kind the order may be another one: <c>DRA000001/DRA000001.old/</c> lies between experiments and samples of <c>DRA000001/</c>.
/// </summary>
/// <param name="folders">The folders that the places refer to.</param>
/// <param name="kind">The kind.</param>
internal readonly struct PlaceComparer(TreeFolders folders, SubmissionFileKind kind = SubmissionFileKind.Sample) : IComparer<Place>
{
    private readonly TreePath _left = new();
    private readonly TreePath _right = new();

    public int Compare(Place left, Place right)
    {
        int order = left.Accession.CompareTo(right.Accession);
        return order != 0 ? order : ComparePaths(left, right);
    }

    private int ComparePaths(in Place left, in Place right)
    {
        // Loose files of one submission in one folder.
        if (left.Folder == right.Folder && left.Flags == right.Flags)
            return left.Kinds.CompareTo(right.Kinds);
        folders.BuildFilePath(_left, left, kind);
        folders.BuildFilePath(_right, right, kind);
        return _left.Bytes.SequenceCompareTo(_right.Bytes);
    }
}
