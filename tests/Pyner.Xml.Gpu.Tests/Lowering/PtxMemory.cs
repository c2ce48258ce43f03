using System.Runtime.InteropServices;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>
/// Memory of the machine: pieces at addresses far from each other, so that what runs out of one hits nothing. Tells apart whose bytes are whose: one thread's
/// write that another reads or writes too is an error, unless a barrier lies between.
/// </summary>
internal sealed class PtxMemory
{
    private const ulong Distance = 1UL << 36;
    private const int Several = -1;

    private readonly List<Piece> _pieces = [];

    /// <summary>Takes a piece of memory.</summary>
    /// <returns>Its address.</returns>
    public ulong Add<T>(T[] content)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes<T>(content).ToArray();
        _pieces.Add(new Piece { Bytes = bytes, Writers = new int[bytes.Length], Readers = new int[bytes.Length] });
        return (ulong)_pieces.Count * Distance;
    }

    /// <summary>What is at an address.</summary>
    public Span<T> At<T>(ulong address)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_pieces[(int)(address / Distance) - 1].Bytes.AsSpan());

    /// <summary>Forgets who read and wrote a piece.</summary>
    public void Settle(ulong address)
    {
        Piece piece = _pieces[(int)(address / Distance) - 1];
        Array.Clear(piece.Writers);
        Array.Clear(piece.Readers);
    }

    /// <summary>Forgets who read and wrote what: the kernel ended.</summary>
    public void Settle()
    {
        for (int i = 1; i <= _pieces.Count; i++)
            Settle((ulong)i * Distance);
    }

    /// <summary>Reads as a thread (from 1).</summary>
    public ulong Read(ulong address, int size, int thread)
    {
        (Piece piece, int offset) = Find(address, size);
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            int at = offset + i;
            if (piece.Writers[at] != 0 && piece.Writers[at] != thread)
                throw new InvalidOperationException($"thread {thread} reads what thread {piece.Writers[at]} wrote, with no barrier between");
            piece.Readers[at] = piece.Readers[at] == 0 || piece.Readers[at] == thread ? thread : Several;
            value = (value << 8) | piece.Bytes[at];
        }
        return value;
    }

    /// <summary>Writes as a thread (from 1).</summary>
    public void Write(ulong address, int size, ulong value, int thread)
    {
        (Piece piece, int offset) = Find(address, size);
        for (int i = 0; i < size; i++, value >>= 8)
        {
            int at = offset + i;
            if ((piece.Writers[at] != 0 && piece.Writers[at] != thread) || (piece.Readers[at] != 0 && piece.Readers[at] != thread))
                throw new InvalidOperationException($"thread {thread} writes what another thread reads or writes, with no barrier between");
            piece.Writers[at] = thread;
            piece.Bytes[at] = (byte)value;
        }
    }

    private (Piece Piece, int Offset) Find(ulong address, int size)
    {
        ulong number = address / Distance;
        ulong offset = address % Distance;
        if (number == 0 || number > (ulong)_pieces.Count || offset + (ulong)size > (ulong)_pieces[(int)number - 1].Bytes.Length)
            throw new InvalidOperationException($"{size} bytes at {address:X} are nobody's memory");
        if (offset % (ulong)size != 0)
            throw new InvalidOperationException($"{size} bytes at {address:X} are not aligned");
        return (_pieces[(int)number - 1], (int)offset);
    }

    private sealed class Piece
    {
        public required byte[] Bytes { get; init; }

        public required int[] Writers { get; init; }

        public required int[] Readers { get; init; }
    }
}
