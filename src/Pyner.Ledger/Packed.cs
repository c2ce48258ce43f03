using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Pyner.Ledger;

/// <summary>
/// Partials and deltas as the ledger keeps them: compressed, and in chunks, so that no command and no value in Redis is large.
/// The first chunk begins with the number of bytes that come out.
/// </summary>
internal static class Packed
{
    /// <summary>Most bytes of a chunk.</summary>
    public const int ChunkSize = 1 << 20;

    // Measured on partials of 100 submissions (5 KB): level 1 takes 0.04 ms and leaves 60 %, the levels above cost more than they save.
    private const int Level = 1;
    private const int Window = 22;
    private const int Header = sizeof(long);

    /// <summary>Packs some bytes.</summary>
    /// <returns>The chunks, at least one; all but the last are full.</returns>
    public static List<ReadOnlyMemory<byte>> Pack(ReadOnlySpan<byte> bytes)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        var encoder = new BrotliEncoder(Level, Window);
        try
        {
            byte[] chunk = new byte[Math.Min(ChunkSize, BrotliEncoder.GetMaxCompressedLength(Math.Min(bytes.Length, ChunkSize)) + Header)];
            BinaryPrimitives.WriteInt64LittleEndian(chunk, bytes.Length);
            int filled = Header;
            while (true)
            {
                OperationStatus status = encoder.Compress(bytes, chunk.AsSpan(filled), out int consumed, out int written, true);
                bytes = bytes[consumed..];
                filled += written;
                if (status == OperationStatus.Done)
                {
                    chunks.Add(chunk.AsMemory(0, filled));
                    return chunks;
                }
                if (status != OperationStatus.DestinationTooSmall)
                    throw new InvalidOperationException($"compressing ended with {status}");
                chunks.Add(chunk.AsMemory(0, filled));
                chunk = new byte[ChunkSize];
                filled = 0;
            }
        }
        finally
        {
            encoder.Dispose();
        }
    }

    /// <summary>Unpacks what <see cref="Pack"/> made.</summary>
    /// <exception cref="InvalidDataException">It is no such thing, or not all of it.</exception>
    public static byte[] Unpack(IReadOnlyList<ReadOnlyMemory<byte>> chunks)
    {
        if (chunks.Count == 0 || chunks[0].Length < Header)
            throw new InvalidDataException("it has no header");
        long length = BinaryPrimitives.ReadInt64LittleEndian(chunks[0].Span);
        if (length < 0 || length > Array.MaxLength)
            throw new InvalidDataException($"it says that it has {length} bytes");
        byte[] bytes = new byte[length];
        Span<byte> beyond = stackalloc byte[1];
        int filled = 0;
        OperationStatus status = OperationStatus.NeedMoreData;
        var decoder = new BrotliDecoder();
        try
        {
            for (int i = 0; i < chunks.Count && status == OperationStatus.NeedMoreData; i++)
            {
                ReadOnlySpan<byte> chunk = chunks[i].Span[(i == 0 ? Header : 0)..];
                do
                {
                    // The end may be still to be read when all bytes are there, and the decoder looks at nothing without room for a byte.
                    Span<byte> room = filled < bytes.Length ? bytes.AsSpan(filled) : beyond;
                    status = decoder.Decompress(chunk, room, out int consumed, out int written);
                    chunk = chunk[consumed..];
                    filled += written;
                }
                while (status == OperationStatus.DestinationTooSmall && filled <= bytes.Length);
                if (!chunk.IsEmpty || (status == OperationStatus.Done && i < chunks.Count - 1))
                    throw new InvalidDataException($"chunk {i} of {chunks.Count} ends with {status}");
            }
        }
        finally
        {
            decoder.Dispose();
        }
        return filled == bytes.Length && status == OperationStatus.Done
            ? bytes
            : throw new InvalidDataException($"it has {filled} bytes and not {length}, and ends with {status}");
    }
}
