namespace Pyner.Sra.Sources.Tree;

/// <summary>A tree's root by .NET's file API, for systems whose calls are not made directly.</summary>
internal sealed class PortableTreeRoot : TreeRoot
{
    public PortableTreeRoot(string path)
        : base(System.IO.Path.GetFullPath(path))
    {
        try
        {
            using IEnumerator<string> probe = Directory.EnumerateFileSystemEntries(Path).GetEnumerator();
            probe.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{path}' can't be opened: {e.Message} Give a folder that this user may read.", e) { IsAway = true };
        }
    }

    public override TreeAccess CreateAccess() => new PortableTreeAccess(Path);

    public override bool IsLink(TreePath path)
    {
        try
        {
            return new DirectoryInfo(System.IO.Path.Combine(Path, path.ToString())).LinkTarget is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What can't be looked at can't be opened either.
            return false;
        }
    }
}
