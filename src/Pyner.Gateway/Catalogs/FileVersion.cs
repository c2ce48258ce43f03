namespace Pyner.Gateway.Catalogs;

/// <summary>What changes when a file is written anew.</summary>
/// <param name="Length">Its length; -1 where there is none.</param>
/// <param name="Changed">When it was changed.</param>
internal readonly record struct FileVersion(long Length, DateTime Changed)
{
    /// <summary>A file's version now.</summary>
    public static FileVersion Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileVersion(file.Length, file.LastWriteTimeUtc) : new FileVersion(-1, default);
    }
}
