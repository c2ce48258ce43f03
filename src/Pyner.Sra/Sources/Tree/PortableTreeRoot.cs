namespace Pyner.Sra.Sources.Tree;

/// <summary>A tree's root by .NET's file API, for systems whose calls are not made directly.</summary>
internal sealed class PortableTreeRoot : TreeRoot
{
    private readonly string _path;

    public PortableTreeRoot(string path)
    {
        _path = Path.GetFullPath(path);
        try
        {
            using IEnumerator<string> probe = Directory.EnumerateFileSystemEntries(_path).GetEnumerator();
            probe.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{path}' can't be opened: {e.Message} Give a folder that this user may read.", e);
        }
    }

    public override TreeAccess CreateAccess() => new PortableTreeAccess(_path);
}
