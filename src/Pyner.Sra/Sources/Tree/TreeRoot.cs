namespace Pyner.Sra.Sources.Tree;

/// <summary>A tree's opened root folder. The only place that chooses between direct system calls and .NET's file API.</summary>
internal abstract class TreeRoot(string path) : IDisposable
{
    /// <summary>The path that it was opened by.</summary>
    public string Path { get; } = path;

    /// <summary>Opens the folder. The root itself may be reached through a symbolic link; nothing below it may.</summary>
    /// <exception cref="SourceException">The folder does not exist or can't be read.</exception>
    public static TreeRoot Open(string path) => LinuxTreeRoot.IsSupported ? new LinuxTreeRoot(path) : new PortableTreeRoot(path);

    /// <summary>Makes the means of access for one thread. The root outlives them.</summary>
    public abstract TreeAccess CreateAccess();

    /// <summary>Whether a path below the root is a symbolic link.</summary>
    public abstract bool IsLink(TreePath path);

    /// <summary>
    /// Makes sure that a file that can't be read is not missing because all are: the root is listed, and holds something. Where a volume is not
    /// mounted, there is an empty folder, or one that can't be listed.
    /// </summary>
    /// <exception cref="SourceException">The root is gone.</exception>
    public void RequirePresence()
    {
        string reason = "it is empty";
        try
        {
            using TreeAccess access = CreateAccess();
            access.OpenFolder(new TreePath());
            if (access.MoveToNextEntry())
                return;
        }
        catch (FileUnreadableException e)
        {
            reason = e.Message;
        }
        throw new SourceException($"'{Path}' is gone since it was opened: {reason}. Mount its volume, or bring it back, and start again.") { IsAway = true };
    }

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
