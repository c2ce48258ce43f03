namespace Pyner.Sra.Sources.Tree;

/// <summary>A tree's opened root folder. The only place that chooses between direct system calls and .NET's file API.</summary>
internal abstract class TreeRoot : IDisposable
{
    /// <summary>Opens the folder. The root itself may be reached through a symbolic link; nothing below it may.</summary>
    /// <exception cref="SourceException">The folder does not exist or can't be read.</exception>
    public static TreeRoot Open(string path) => LinuxTreeRoot.IsSupported ? new LinuxTreeRoot(path) : new PortableTreeRoot(path);

    /// <summary>Makes the means of access for one thread. The root outlives them.</summary>
    public abstract TreeAccess CreateAccess();

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
