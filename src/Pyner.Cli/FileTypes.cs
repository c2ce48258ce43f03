using System.Runtime.InteropServices;

namespace Pyner.Cli;

/// <summary>What kind of file something is: .NET tells folders and links from the rest, and takes pipes and devices for files.</summary>
internal static unsafe partial class FileTypes
{
    private const int WorkingFolder = -100; // AT_FDCWD
    private const uint WantsType = 1; // STATX_TYPE

    // struct statx is the same on every architecture.
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether a file that is there is one with content of its own, or a link to one. Where the system does not tell, every file is taken for one.</summary>
    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
            return !Directory.Exists(path);
        byte* status = stackalloc byte[StatusBytes];
        return Statx(WorkingFolder, path, 0, WantsType, status) != 0 || (*(ushort*)(status + ModeOffset) & TypeMask) == Regular;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint wanted, byte* status);
}
