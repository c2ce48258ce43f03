using System.Diagnostics;

namespace Pyner.Pipeline.Tests;

/// <summary>A file system of a given size, where the test may mount one (as root on Linux).</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What a test says when it skips.</summary>
    public const string Absent = "a small file system can't be mounted here (it takes root on Linux)";

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static SmallDisk? TryMount(int kilobytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        string path = Directory.CreateTempSubdirectory("pyner-small-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public void Resize(int kilobytes)
    {
        if (!Run("mount", "-o", $"remount,size={kilobytes}k", Path))
            throw new InvalidOperationException("the file system can't be resized");
    }

    public void Protect(bool readOnly)
    {
        if (!Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", Path))
            throw new InvalidOperationException("the file system can't be protected");
    }

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
        if (process is null)
            return false;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
