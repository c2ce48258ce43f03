namespace Pyner.Gateway.Tests;

/// <summary>A folder of its own for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pyner-gateway-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes an empty file.</summary>
    public string Touch(string name)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], "");
        return this[name];
    }

    /// <summary>Makes a symbolic link.</summary>
    public string Link(string name, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.CreateSymbolicLink(this[name], target);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
