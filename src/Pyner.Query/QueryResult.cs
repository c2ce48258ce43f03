using System.Buffers;
using System.Text.Json;
using DuckDB.NET.Native;
using Pyner.Query.Values;

namespace Pyner.Query;

/// <summary>What a statement answers: rows, one after the other, as they are found.</summary>
public sealed class QueryResult : IDisposable
{
    private readonly ValueReader[] _readers;
    private readonly RepeatedInterruption _interruption;
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private int _rows; // of the chunk
    private int _row;
    private bool _isAtEnd;

    /// <summary>Begins.</summary>
    /// <param name="result">The statement's result; owned from now on.</param>
    /// <param name="interruption">What may interrupt it; owned from now on.</param>
    internal QueryResult(DuckDBResult result, RepeatedInterruption interruption)
    {
        _result = result;
        _interruption = interruption;
        int columns = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
        var described = new QueryColumn[columns];
        _readers = new ValueReader[columns];
        try
        {
            for (int i = 0; i < columns; i++)
            {
                using DuckDBLogicalType type = NativeMethods.Query.DuckDBColumnLogicalType(ref _result, i);
                string name = NativeMethods.Query.DuckDBColumnName(ref _result, i);
                _readers[i] = ValueReaders.For(type, name);
                described[i] = new QueryColumn(name, _readers[i].Kind == ValueKind.Number);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        Columns = described;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False where there is none left.</returns>
    /// <exception cref="QueryException">The statement fails on the way.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public bool Read()
    {
        if (++_row < _rows)
            return true;
        if (_isAtEnd)
            return false;
        _row = 0;
        do
        {
            _chunk?.Dispose();
            _chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
            _rows = _chunk.IsInvalid ? 0 : (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        }
        while (!_chunk.IsInvalid && _rows == 0);
        if (!_chunk.IsInvalid)
        {
            for (int i = 0; i < _readers.Length; i++)
                _readers[i].Attach(NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i));
            return true;
        }
        _isAtEnd = true;
        string? error = NativeMethods.Query.DuckDBResultError(ref _result);
        return string.IsNullOrEmpty(error) ? false : throw DuckDbSession.Failure(error);
    }

    /// <summary>Whether the row has no value in a column.</summary>
    public bool IsNull(int column) => _readers[column].IsNull(_row);

    /// <summary>Writes a value as text, such as <c>2020-01-01</c>; nothing where there is none.</summary>
    public void WriteText(int column, IBufferWriter<byte> output)
    {
        if (!IsNull(column))
            _readers[column].WriteText(_row, output);
    }

    /// <summary>Writes a value as JSON: numbers as numbers, lists and structures as such, what JSON does not know as text.</summary>
    public void WriteJson(int column, Utf8JsonWriter json) => _readers[column].WriteJsonOrNull(_row, json);

    /// <inheritdoc/>
    public void Dispose()
    {
        _interruption.Dispose();
        _chunk?.Dispose();
        _result.Close();
    }
}
