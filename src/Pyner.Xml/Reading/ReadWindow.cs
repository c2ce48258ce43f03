using System.Runtime.InteropServices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Reading;

/// <summary>
/// The part of a document that is in memory: a buffer of native memory with zeroed padding behind its content. What was read and
/// done with is discarded from the front; positions and lines go on counting.
/// </summary>
internal sealed unsafe class ReadWindow : IDisposable
{
    /// <summary>Bytes asked of the source at once, and the window's usual size.</summary>
    public const int DefaultCapacity = 256 << 10;

    // Names are compared 32 bytes at a time, from any position before the end.
    private const int ZeroedRoom = StructuralIndexer.Padding + 64;

    // Passages may be compared with what would be their end.
    private const int TailRoom = ZeroedRoom + PassageTable.LongestText;

    private readonly int _initialCapacity;
    private long _line; // line ends before the window
    private long _lineStart; // offset behind the last of them
    private bool _endsWithReturn; // whether the byte before the window is a carriage return

    public ReadWindow(int capacity)
    {
        _initialCapacity = capacity;
        Capacity = capacity;
        Start = Allocate(capacity);
    }

    ~ReadWindow() => NativeMemory.AlignedFree(Start);

    /// <summary>First byte.</summary>
    public byte* Start { get; private set; }

    /// <summary>Bytes in the window.</summary>
    public int Length { get; private set; }

    /// <summary>Offset of the first byte in the document.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the document ends with the window.</summary>
    public bool IsLast { get; private set; }

    private int Capacity { get; set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Empties the window for another document, and gives back what an unusual document needed.</summary>
    public void Reset()
    {
        if (Capacity > _initialCapacity)
        {
            NativeMemory.AlignedFree(Start);
            Start = null;
            Start = Allocate(_initialCapacity);
            Capacity = _initialCapacity;
        }
        Length = 0;
        Offset = 0;
        IsLast = false;
        _line = 0;
        _lineStart = 0;
        _endsWithReturn = false;
    }

    /// <summary>Reads until the window is full or the document ends.</summary>
    public void Fill(IByteSource source)
    {
        while (Length < Capacity)
        {
            int read = source.Read(new Span<byte>(Start + Length, Capacity - Length));
            if (read == 0)
            {
                IsLast = true;
                break;
            }
            Length += read;
        }
        NativeMemory.Clear(Start + Length, ZeroedRoom);
    }

    /// <summary>Drops bytes from the front.</summary>
    public void Discard(int count)
    {
        var dropped = new ReadOnlySpan<byte>(Start, count);
        CountLines(dropped, ref _line, ref _lineStart);
        _endsWithReturn = count > 0 ? dropped[^1] == '\r' : _endsWithReturn;
        new ReadOnlySpan<byte>(Start + count, Length - count).CopyTo(new Span<byte>(Start, Length - count));
        Length -= count;
        Offset += count;
    }

    /// <summary>Doubles the window; false at the limit.</summary>
    public bool TryGrow()
    {
        if (Capacity >= ReadLimits.Tag)
            return false;
        int capacity = Math.Min(ReadLimits.Tag, Capacity * 2);
        byte* grown = Allocate(capacity);
        NativeMemory.Copy(Start, grown, (nuint)Length);
        NativeMemory.AlignedFree(Start);
        Start = grown;
        Capacity = capacity;
        return true;
    }

    /// <summary>Line and column, from 1, of a position in the window.</summary>
    public (long Line, long Column) Locate(int position)
    {
        long line = _line;
        long lineStart = _lineStart;
        CountLines(new ReadOnlySpan<byte>(Start, position), ref line, ref lineStart);
        return (line + 1, Offset + position - lineStart + 1);
    }

    /// <summary>Counts line ends: a line feed, a carriage return, or both (XML 1.0 section 2.11).</summary>
    private void CountLines(ReadOnlySpan<byte> text, ref long line, ref long lineStart)
    {
        int last = text.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (last < 0)
            return;
        lineStart = Offset + last + 1;
        line += text.Count((byte)'\n');
        if (_endsWithReturn && text[0] == '\n')
            line--; // the second half of a line end that was counted
        for (int at = text.IndexOf((byte)'\r'); at >= 0;)
        {
            if (at + 1 >= text.Length || text[at + 1] != '\n')
                line++;
            int next = text[(at + 1)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static byte* Allocate(int capacity)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)(capacity + TailRoom), 64);
        NativeMemory.Clear(memory, (nuint)(capacity + TailRoom));
        return memory;
    }
}
