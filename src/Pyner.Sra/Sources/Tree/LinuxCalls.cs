using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// The system calls that reading a tree takes, called directly: four, and for some files a fifth that tells their size. FileStream and
/// FileSystemEnumerable cost several more per file (fstat, flock, fadvise) and allocate; on trees of small files that is most of the time.
/// </summary>
internal static unsafe partial class LinuxCalls
{
    public const int Interrupted = 4; // EINTR
    public const int OutOfMemory = 12; // ENOMEM
    public const int NotDirectory = 20; // ENOTDIR
    public const int Invalid = 22; // EINVAL
    public const int TooManyOpenInSystem = 23; // ENFILE
    public const int TooManyOpen = 24; // EMFILE

    private const int ReadOnly = 0;

    // A named pipe that took a file's place since the listing must not block the job; it changes nothing for regular files.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    // The values of these two depend on the architecture; IsSupported names those that are known here.
    private static readonly int s_directory = IsArm64 ? 0x4000 : 0x10000;
    private static readonly int s_noFollow = IsArm64 ? 0x8000 : 0x20000;

    // Numbers of calls. The C library's own functions for them do more: they are points at which a thread can be cancelled, for which they mark it before and
    // behind every call, and for getdents64 there is none before glibc 2.30.
    private static readonly nint s_read = IsArm64 ? 63 : 0;
    private static readonly nint s_close = IsArm64 ? 57 : 3;
    private static readonly nint s_getdents64 = IsArm64 ? 61 : 217;
    private static readonly nint s_openat = IsArm64 ? 56 : 257;

    private static readonly nint s_statx = IsArm64 ? 291 : 332;

    private const int LinkItself = 0x100;
    private const uint WantsSize = 0x200;
    private const int StatusWords = 32;
    private const int SizeWord = 5;

    /// <summary>Whether the numbers above are this machine's.</summary>
    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    private static bool IsArm64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int OpenFile(int folder, byte* path) => Open(folder, path, ReadOnly | NonBlocking | CloseOnExec | s_noFollow);

    public static int OpenFolder(int folder, byte* path) => Open(folder, path, ReadOnly | CloseOnExec | s_directory | s_noFollow);

    public static int Read(int file, byte* buffer, int length) => (int)Call(s_read, file, buffer, length);

    public static int List(int folder, byte* buffer, int length) => (int)Call(s_getdents64, folder, buffer, length);

    /// <summary>Whether the entry is a symbolic link; asked only where the file system does not say so in its listing.</summary>
    public static bool IsLink(int folder, byte* path)
    {
        byte target;
        return ReadLinkAt(folder, path, &target, 1) >= 0;
    }

    /// <summary>Size of a file, or 0 where it can't be told.</summary>
    public static long Size(int folder, byte* name)
    {
        // struct statx is the same on every architecture.
        ulong* status = stackalloc ulong[StatusWords];
        return StatusCall(s_statx, folder, name, LinkItself, WantsSize, status) == 0 ? (long)status[SizeWord] : 0;
    }

    // Not retried when interrupted: Linux has closed the descriptor by then.
    public static int Close(int descriptor) => (int)SystemCall(s_close, descriptor, null, 0);

    private static int Open(int folder, byte* path, int flags) => (int)Call(s_openat, folder, path, flags);

    private static nint Call(nint number, nint descriptor, byte* memory, nint more)
    {
        nint result;
        do
            result = SystemCall(number, descriptor, memory, more);
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result;
    }

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkAt(int folder, byte* path, byte* target, nuint length);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint StatusCall(nint number, nint folder, byte* name, nint flags, nuint wanted, ulong* status);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint descriptor, byte* memory, nint more);
}
