using System.Runtime.Versioning;

namespace Pyner.Cli.Up;

/// <summary>The folder with the servers' data, the spool and the logs, held by one <c>pyner up</c> at a time.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class StateFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StateFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, readable by its owner only, where it is not there, and takes it.</summary>
    /// <exception cref="UserException">Another <c>pyner up</c> has it, or it can't be written to.</exception>
    public static StateFolder Open(string path)
    {
        try
        {
            MakePrivate(path);
            MakePrivate(System.IO.Path.Combine(path, "logs"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The state folder '{path}' can't be made or written to: {e.Message} Choose another one with --state.");
        }
        try
        {
            // The system drops the lock with the process.
            return new StateFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Another pyner up runs with the state folder '{path}' ({e.Message}). End it, or choose another folder with --state.");
        }
    }

    /// <summary>Writes a file that only its owner can read.</summary>
    public static void WritePrivate(string path, IReadOnlyList<string> lines)
    {
        File.Delete(path);
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private });
        using var writer = new StreamWriter(stream);
        foreach (string line in lines)
            writer.WriteLine(line);
    }

    /// <summary>The file with what a process says.</summary>
    public string Log(string name) => System.IO.Path.Combine(Path, "logs", name + ".log");

    /// <summary>A folder in it, made where it is not there.</summary>
    public string Make(string name)
    {
        string folder = System.IO.Path.Combine(Path, name);
        MakePrivate(folder);
        return folder;
    }

    /// <summary>A folder in it, with nothing in it.</summary>
    public string MakeEmpty(string name)
    {
        string folder = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Make(name);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static void MakePrivate(string folder) => Directory.CreateDirectory(folder, PrivateFolder);
}
