using System.Runtime.InteropServices;

namespace Pyner.Verification.Sources;

/// <summary>
/// What kind of file something is: .NET tells folders and links from the rest, and takes pipes and devices for files. Opening a pipe waits for ever.
/// </summary>
public static unsafe partial class FileTypes
{
    private const int WorkingFolder = -100; // AT_FDCWD
    private const int LinkItself = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint WantsType = 1; // STATX_TYPE

    // struct statx is the same on every architecture.
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>
    /// Whether something is a file with content of its own, which a link is not. What the system does not tell of is taken for such a file: opening it
    /// will say what is wrong.
    /// </summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return !Directory.Exists(path);
        byte* status = stackalloc byte[StatusBytes];
        return Statx(WorkingFolder, path, LinkItself, WantsType, status) != 0 || (*(ushort*)(status + ModeOffset) & TypeMask) == Regular;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint wanted, byte* status);
}
