namespace Pyner.Sra.Sources.Tree;

/// <summary>Orders places by accession, then by the path of the files in them: the first file by this order is the one that counts.</summary>
internal readonly struct PlaceComparer(TreeFolders folders) : IComparer<Place>
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
        // Of one kind, since only files of the same kind are ever compared; which one makes no difference.
        folders.BuildFilePath(_left, left, SubmissionFileKind.Sample);
        folders.BuildFilePath(_right, right, SubmissionFileKind.Sample);
        return _left.Bytes.SequenceCompareTo(_right.Bytes);
    }
}
