using ParquetSharp;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Tables;

namespace Pyner.Parquet;

/// <summary>Copies columns of chunks into a file. Keeps its memory from one to the next.</summary>
internal sealed unsafe class ColumnValues
{
    private readonly ColumnBlock _block = new();
    private byte[] _bytes = [];
    private ByteArray[] _texts = [];
    private ByteArray[] _values = [];
    private bool[] _flags = [];
    private double[] _reals = [];

    /// <summary>Copies a chunk's column.</summary>
    public void Copy(ITableChunk chunk, int column, TableColumn description, ColumnWriter writer)
    {
        int length = chunk.Read(column, ref _bytes);
        _block.Read(_bytes.AsSpan(0, length), description.Type, chunk.Rows);
        if (description.IsRequired && _block.Values != chunk.Rows)
            throw new InvalidDataException($"column {description.Name} has no value in some rows");
        switch (description.Type)
        {
            case ColumnType.Text:
                CopyTexts((ColumnWriter<ByteArray>)writer, description.IsRequired, chunk.Rows);
                break;
            case ColumnType.Number:
                Write((ColumnWriter<long>)writer, description.IsRequired, chunk.Rows, _block.Numbers);
                break;
            case ColumnType.Real:
                CopyReals((ColumnWriter<double>)writer, description.IsRequired, chunk.Rows);
                break;
            default:
                CopyFlags((ColumnWriter<bool>)writer, description.IsRequired, chunk.Rows);
                break;
        }
    }

    private void CopyTexts(ColumnWriter<ByteArray> writer, bool isRequired, int rows)
    {
        ReadOnlySpan<TextSpan> spans = _block.Texts;
        Fit(ref _texts, spans.Length);
        Span<ByteArray> texts = _texts.AsSpan(0, spans.Length);
        // The file's writer takes copies before it returns.
        fixed (byte* bytes = _bytes)
        {
            for (int i = 0; i < spans.Length && i < texts.Length; i++)
                texts[i] = new ByteArray((nint)(bytes + spans[i].Start), spans[i].Length);
            Write<ByteArray>(writer, isRequired, rows, _block.TextNumbers.IsEmpty ? texts : Gather(texts));
        }
    }

    /// <summary>The values, of texts that are written once.</summary>
    private Span<ByteArray> Gather(ReadOnlySpan<ByteArray> texts)
    {
        ReadOnlySpan<int> numbers = _block.TextNumbers;
        Fit(ref _values, numbers.Length);
        Span<ByteArray> values = _values.AsSpan(0, numbers.Length);
        for (int i = 0; i < numbers.Length && i < values.Length; i++)
            values[i] = texts[numbers[i]];
        return values;
    }

    private void CopyReals(ColumnWriter<double> writer, bool isRequired, int rows)
    {
        ReadOnlySpan<long> numbers = _block.Numbers;
        Fit(ref _reals, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
            _reals[i] = BitConverter.Int64BitsToDouble(numbers[i]);
        Write<double>(writer, isRequired, rows, _reals.AsSpan(0, numbers.Length));
    }

    private void CopyFlags(ColumnWriter<bool> writer, bool isRequired, int rows)
    {
        ReadOnlySpan<long> numbers = _block.Numbers;
        Fit(ref _flags, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
            _flags[i] = numbers[i] != 0;
        Write<bool>(writer, isRequired, rows, _flags.AsSpan(0, numbers.Length));
    }

    private void Write<T>(ColumnWriter<T> writer, bool isRequired, int rows, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (isRequired)
            writer.WriteBatch(values);
        else
            writer.WriteBatch(rows, _block.Levels, default, values);
    }

    private static void Fit<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[Math.Max(count, array.Length * 2)];
    }
}
