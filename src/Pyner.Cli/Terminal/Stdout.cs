using System.Runtime.InteropServices;

namespace Pyner.Cli.Terminal;

/// <summary>
/// Stdout, for commands of which it is the answer: whoever writes hears where it can't be written. .NET's own stream says nothing where nobody reads any
/// more, so that the work would go on to its end for no one.
/// </summary>
internal sealed unsafe partial class Stdout : Stream
{
    private const int Descriptor = 1;

    private const int Interrupted = 4; // EINTR
    private const int ClosedPipe = 32; // EPIPE
    private const short Writable = 4; // POLLOUT

    // EAGAIN: whoever shares the stream has made it one that doesn't wait.
    private static readonly int s_full = OperatingSystem.IsLinux() ? 11 : 35;

    private Stdout()
    {
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Opens it. Writing throws <see cref="StdoutClosedException"/> where whoever read it went away, and <see cref="UserException"/> where it fails.
    /// </summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new Stdout();

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint count;
            fixed (byte* start = buffer)
                count = WriteCall(Descriptor, start, (nuint)buffer.Length);
            if (count >= 0)
                buffer = buffer[(int)count..];
            else
                Handle(Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Waits, or says what is wrong.</summary>
    private static void Handle(int error)
    {
        if (error == ClosedPipe)
            throw new StdoutClosedException();
        if (error == s_full)
        {
            var entry = new PollEntry { Descriptor = Descriptor, Events = Writable };
            _ = Poll(&entry, 1, -1);
        }
        else if (error != Interrupted)
        {
            throw new UserException($"stdout can't be written: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteCall(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
