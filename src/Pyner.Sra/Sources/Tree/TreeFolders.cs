namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// The folders of a tree that places refer to: the root, those between it and the submissions (DRA000), and those few that hold files of other submissions.
/// Submissions' own folders are not here: their paths follow from the accession.
/// </summary>
internal sealed class TreeFolders
{
    private readonly List<byte[]> _paths = [[]];

    /// <summary>Adds a folder.</summary>
    public int Add(ReadOnlySpan<byte> path)
    {
        if (path.SequenceEqual(_paths[^1]))
            return _paths.Count - 1;
        _paths.Add(path.ToArray());
        return _paths.Count - 1;
    }

    /// <summary>Path relative to the root; empty for the root.</summary>
    public ReadOnlySpan<byte> this[int folder] => _paths[folder];

    /// <summary>Sets a path to the folder that holds a place's files.</summary>
    public void BuildFolderPath(TreePath path, in Place place)
    {
        path.Set(_paths[place.Folder]);
        if (!place.IsLoose)
            path.Append(place.Accession);
    }

    /// <summary>Sets a path to one of a place's files.</summary>
    public void BuildFilePath(TreePath path, in Place place, SubmissionFileKind kind)
    {
        BuildFolderPath(path, place);
        path.Append(place.Accession, kind);
    }
}
