using System.Buffers.Binary;

namespace Pyner.Sra.Tables;

/// <summary>
/// A column of a chunk, decoded: which rows have a value, and the values. One instance reads one block after another, and keeps its memory.
/// </summary>
public sealed class ColumnBlock
{
    private short[] _levels = [];
    private TextSpan[] _texts = [];
    private TextSpan[] _dictionary = [];
    private long[] _numbers = [];
    private int _rows;

    /// <summary>By row: 1 where it has a value, 0 where it has none.</summary>
    public ReadOnlySpan<short> Levels => _levels.AsSpan(0, _rows);

    /// <summary>How many rows have a value.</summary>
    public int Values { get; private set; }

    /// <summary>Of a column of texts: where in the block the values stand, those of rows without one left out.</summary>
    public ReadOnlySpan<TextSpan> Texts => _texts.AsSpan(0, _texts.Length == 0 ? 0 : Values);

    /// <summary>Of a column of numbers or flags: the values, those of rows without one left out.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, _numbers.Length == 0 ? 0 : Values);

    /// <summary>Decodes a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="type">What the column holds.</param>
    /// <param name="rows">Rows of the chunk.</param>
    /// <exception cref="InvalidDataException">It is no such block.</exception>
    public void Read(ReadOnlySpan<byte> block, ColumnType type, int rows)
    {
        try
        {
            Decode(block, type, rows);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("it ends too early, or points beyond its end", e);
        }
    }

    private void Decode(ReadOnlySpan<byte> block, ColumnType type, int rows)
    {
        _rows = rows;
        Values = 0;
        Fit(ref _levels, rows);
        var encoding = (BlockEncoding)block[0];
        if (encoding == BlockEncoding.Empty)
        {
            _levels.AsSpan(0, rows).Clear();
            return;
        }
        if ((type == ColumnType.Text) != encoding is BlockEncoding.Texts or BlockEncoding.Dictionary)
            throw new InvalidDataException($"it holds {encoding}, where {type} was to be");
        int values = Number(block, 1);
        int at = 1 + sizeof(uint);
        if (values > rows)
            throw new InvalidDataException($"it has {values} values for {rows} rows");
        if (values == rows)
            _levels.AsSpan(0, rows).Fill(1);
        else
            at += ReadLevels(block[at..], rows, values);
        Values = values;
        switch (encoding)
        {
            case BlockEncoding.Texts:
                Fit(ref _texts, values);
                ReadTexts(block, ref at, _texts.AsSpan(0, values));
                break;
            case BlockEncoding.Dictionary:
                ReadDictionary(block, at, values);
                break;
            default:
                ReadNumbers(block, at, values);
                break;
        }
    }

    private int ReadLevels(ReadOnlySpan<byte> bits, int rows, int values)
    {
        for (int i = 0; i < rows; i++)
        {
            _levels[i] = (short)((bits[i >> 3] >> (i & 7)) & 1);
            values -= _levels[i];
        }
        return values == 0 ? (rows + 7) / 8 : throw new InvalidDataException("it has more or fewer values than it says");
    }

    private static void ReadTexts(ReadOnlySpan<byte> block, ref int at, Span<TextSpan> texts)
    {
        int width = block[at++];
        int start = checked(at + (texts.Length * width));
        for (int i = 0; i < texts.Length; i++, at += width)
        {
            int length = Number(block, at, width);
            texts[i] = new TextSpan(start, length);
            start = checked(start + length);
        }
        if (start > block.Length)
            throw new InvalidDataException("its texts lie beyond its end");
        at = start;
    }

    private void ReadDictionary(ReadOnlySpan<byte> block, int at, int values)
    {
        int count = Number(block, at);
        at += sizeof(uint);
        if (count > block.Length)
            throw new InvalidDataException("its dictionary lies beyond its end");
        Fit(ref _dictionary, count);
        ReadTexts(block, ref at, _dictionary.AsSpan(0, count));
        Fit(ref _texts, values);
        int width = block[at++];
        ReadOnlySpan<TextSpan> dictionary = _dictionary.AsSpan(0, count);
        for (int i = 0; i < values; i++, at += width)
            _texts[i] = dictionary[Number(block, at, width)];
    }

    private void ReadNumbers(ReadOnlySpan<byte> block, int at, int values)
    {
        Fit(ref _numbers, values);
        int width = block[at++];
        for (int i = 0; i < values; i++, at += width)
        {
            _numbers[i] = width == sizeof(long)
                ? BinaryPrimitives.ReadInt64LittleEndian(block[at..])
                : width == sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(block[at..]) : Number(block, at, width);
        }
    }

    private static int Number(ReadOnlySpan<byte> block, int at) => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(block[at..]));

    private static int Number(ReadOnlySpan<byte> block, int at, int width) => width switch
    {
        1 => block[at],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(block[at..]),
        4 => Number(block, at),
        _ => throw new InvalidDataException($"a number of {width} bytes is none of its"),
    };

    private static void Fit<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[Math.Max(count, array.Length * 2)];
    }
}
