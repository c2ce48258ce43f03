using System.Buffers.Binary;

namespace Pyner.Sra.Tables;

/// <summary>
/// A column of a chunk, decoded: which rows have a value, and the values. One instance reads one block after another, and keeps its memory.
/// </summary>
public sealed class ColumnBlock
{
    private short[] _levels = [];
    private TextSpan[] _texts = [];
    private int _textCount;
    private int[] _textNumbers = [];
    private int _textNumberCount;
    private int[] _lengths = [];
    private long[] _numbers = [];
    private int _numberCount;
    private int _rows;

    /// <summary>By row: 1 where it has a value, 0 where it has none.</summary>
    public ReadOnlySpan<short> Levels => _levels.AsSpan(0, _rows);

    /// <summary>How many rows have a value.</summary>
    public int Values { get; private set; }

    /// <summary>
    /// Of a column of texts: where in the block they stand. They are the values, those of rows without one left out; or, where there are
    /// <see cref="TextNumbers"/>, the distinct ones of them, and perhaps some that no row has.
    /// </summary>
    public ReadOnlySpan<TextSpan> Texts => _texts.AsSpan(0, _textCount);

    /// <summary>Of a column of texts that are written once: the values as positions in <see cref="Texts"/>, those of rows without one left out.</summary>
    public ReadOnlySpan<int> TextNumbers => _textNumbers.AsSpan(0, _textNumberCount);

    /// <summary>Of a column of numbers or flags: the values, those of rows without one left out.</summary>
    public ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, _numberCount);

    /// <summary>Of a column of texts: where in the block a value stands.</summary>
    /// <param name="value">Its position among the values.</param>
    public TextSpan Text(int value) => _textNumberCount > 0 ? Texts[TextNumbers[value]] : Texts[value];

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
        _textCount = _textNumberCount = _numberCount = 0;
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
                ReadTexts(block, ref at, values);
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

    private void ReadTexts(ReadOnlySpan<byte> block, ref int at, int count)
    {
        // Corrupt ones may say anything.
        if (count > block.Length)
            throw new InvalidDataException("its texts lie beyond its end");
        Fit(ref _texts, count);
        Fit(ref _lengths, count);
        Span<int> lengths = _lengths.AsSpan(0, count);
        Span<TextSpan> texts = _texts.AsSpan(0, count);
        int width = block[at++];
        PackedNumbers.Unpack(block[at..], width, lengths);
        if (lengths.ContainsAnyExceptInRange(0, int.MaxValue))
            throw new InvalidDataException("one of its texts is too long");
        int start = at + (count * width);
        for (int i = 0; i < texts.Length && i < lengths.Length; i++)
        {
            texts[i] = new TextSpan(start, lengths[i]);
            start = checked(start + lengths[i]);
        }
        if (start > block.Length)
            throw new InvalidDataException("its texts lie beyond its end");
        at = start;
        _textCount = count;
    }

    private void ReadDictionary(ReadOnlySpan<byte> block, int at, int values)
    {
        int count = Number(block, at);
        at += sizeof(uint);
        ReadTexts(block, ref at, count);
        Fit(ref _textNumbers, values);
        Span<int> numbers = _textNumbers.AsSpan(0, values);
        PackedNumbers.Unpack(block[(at + 1)..], block[at], numbers);
        if (numbers.ContainsAnyExceptInRange(0, count - 1))
            throw new InvalidDataException("it refers to texts that it does not have");
        _textNumberCount = values;
    }

    private void ReadNumbers(ReadOnlySpan<byte> block, int at, int values)
    {
        Fit(ref _numbers, values);
        PackedNumbers.Unpack(block[(at + 1)..], block[at], _numbers.AsSpan(0, values));
        _numberCount = values;
    }

    private static int Number(ReadOnlySpan<byte> block, int at) => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(block[at..]));

    private static void Fit<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[Math.Max(count, array.Length * 2)];
    }
}
