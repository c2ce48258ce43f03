namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// One thread's access to a tree: at most one folder being listed and one file being read at a time, by paths relative to the root.
/// </summary>
internal abstract class TreeAccess : IDisposable
{
    /// <summary>Name of the entry that the listing is on: bytes as the system has them. Valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> EntryName { get; }

    /// <summary>What the entry that the listing is on is.</summary>
    public FolderEntryType EntryType { get; protected set; }

    /// <summary>Begins to list a folder; an empty path is the root.</summary>
    /// <exception cref="FileUnreadableException">The folder can't be opened.</exception>
    public abstract void OpenFolder(TreePath path);

    /// <summary>Moves to the folder's next entry, in no particular order; closes the folder at its end.</summary>
    /// <exception cref="FileUnreadableException">The folder can't be listed further.</exception>
    public abstract bool MoveToNextEntry();

    /// <summary>Size of the entry that the listing is on; 0 where the system does not tell.</summary>
    public abstract long EntrySize();

    /// <summary>Begins to read a file.</summary>
    /// <exception cref="FileUnreadableException">The file can't be opened.</exception>
    public abstract void OpenFile(TreePath path);

    /// <summary>Reads on in the file; 0 only at its end.</summary>
    /// <exception cref="FileUnreadableException">The file can't be read further.</exception>
    public abstract int ReadFile(Span<byte> buffer);

    /// <summary>Closes the file, if one is open.</summary>
    public abstract void CloseFile();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
