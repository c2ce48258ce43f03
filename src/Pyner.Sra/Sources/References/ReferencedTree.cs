using Pyner.Sra.Sources.Tree;

namespace Pyner.Sra.Sources.References;

/// <summary>Batches of a tree, by places that another process found.</summary>
internal sealed class ReferencedTree : ReferencedBatches
{
    private readonly TreeRoot _root;

    public ReferencedTree(string path)
        : this(TreeRoot.Open(path))
    {
    }

    /// <summary>Reads a tree by a given means of access; takes ownership of it.</summary>
    internal ReferencedTree(TreeRoot root) => _root = root;

    public override SubmissionBatch Open(BatchReference reference, long ordinal)
    {
        TreeBatch batch = TreeReference.Read(reference, ordinal);
        RequireNoLinks(batch.Index);
        return batch;
    }

    public override SubmissionBatchReader CreateReader() => new TreeBatchReader(_root.CreateAccess(), _root);

    public override void Dispose() => _root.Dispose();

    /// <summary>
    /// The planning process went down the tree folder by folder, and so past no link. Here folders are only named, so each is looked at; that
    /// a file itself is none, opening it makes sure.
    /// </summary>
    private void RequireNoLinks(TreeIndex index)
    {
        var path = new TreePath();
        int known = 0;
        foreach (ref readonly Place place in index.Places.Items)
        {
            // Folders are numbered in the order of their first places.
            if (place.Folder > known)
            {
                known = place.Folder;
                RequireNoLinks(path, index.Folders[known]);
            }
            if (place.IsLoose)
                continue;
            index.Folders.BuildFolderPath(path, place);
            RequireNoLink(path);
        }
    }

    private void RequireNoLinks(TreePath path, ReadOnlySpan<byte> folder)
    {
        if (folder.IsEmpty)
            return;
        path.Set([]);
        foreach (Range name in folder.Split((byte)'/'))
        {
            path.Append(folder[name]);
            RequireNoLink(path);
        }
    }

    private void RequireNoLink(TreePath path)
    {
        if (_root.IsLink(path))
        {
            throw new SourceException(
                $"'{path}' in '{_root.Path}' is a symbolic link, which is not followed. Put the folder itself there, and start the job again.");
        }
    }
}
