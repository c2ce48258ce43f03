using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Archive;

/// <summary>An archive's file: opened for reading by offset, with the errors a person can use.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private const int FingerprintedEnd = 64 * 1024;

    private readonly SafeFileHandle _handle;

    /// <exception cref="SourceException">The file can't be opened, is no regular file, or is empty.</exception>
    public ArchiveFile(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (NotSupportedException e)
        {
            throw new SourceException($"'{path}' is no regular file. Give a folder of submissions, a tar or a tar.gz on disk.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{path}' can't be opened: {e.Message}", e) { IsAway = true };
        }
        if (Length == 0)
        {
            _handle.Dispose();
            throw new SourceException($"'{path}' is empty. Give a folder of submissions, a tar or a tar.gz.");
        }
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Length when opened, in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads at an offset; fewer bytes than asked for only at the file's end.</summary>
    /// <exception cref="SourceException">The system can't read there.</exception>
    public int ReadAt(Span<byte> buffer, long offset)
    {
        try
        {
            int total = 0;
            while (total < buffer.Length)
            {
                int count = RandomAccess.Read(_handle, buffer[total..], offset + total);
                if (count == 0)
                    break;
                total += count;
            }
            return total;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"'{Path}' can't be read at byte {offset}: {e.Message} What came before was read.", e) { Offset = offset, IsAway = true };
        }
    }

    /// <summary>SHA-256 (hex) over the file's length, its time of change, and its first and last 64 KiB.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, Length);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], File.GetLastWriteTimeUtc(_handle).Ticks);
        hash.AppendData(numbers);
        byte[] end = new byte[FingerprintedEnd];
        hash.AppendData(end, 0, ReadAt(end, 0));
        hash.AppendData(end, 0, ReadAt(end, Math.Max(0, Length - FingerprintedEnd)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => _handle.Dispose();
}
