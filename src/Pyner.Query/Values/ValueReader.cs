using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckDB.NET.Native;

namespace Pyner.Query.Values;

/// <summary>Reads the values of a vector: of a result's column, or inside the values of one.</summary>
internal abstract unsafe class ValueReader
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ulong* _validity; // null where every row has a value

    /// <summary>What the values are in JSON.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>The values, as DuckDB lays them out.</summary>
    protected void* Data { get; private set; }

    /// <summary>Goes on with a vector.</summary>
    public virtual void Attach(nint vector)
    {
        Data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    /// <summary>Whether a row has no value.</summary>
    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>Writes a row's value as text. There must be one.</summary>
    public abstract void WriteText(int row, IBufferWriter<byte> output);

    /// <summary>Writes a row's value as JSON; null where there is none.</summary>
    public void WriteJsonOrNull(int row, Utf8JsonWriter json)
    {
        if (IsNull(row))
            json.WriteNullValue();
        else
            WriteJson(row, json);
    }

    /// <summary>Writes a row's value as JSON. There must be one.</summary>
    protected virtual void WriteJson(int row, Utf8JsonWriter json)
    {
        var text = new ArrayBufferWriter<byte>(64);
        WriteText(row, text);
        if (Kind == ValueKind.Number && IsJsonNumber(text.WrittenSpan) || Kind == ValueKind.Flag)
            json.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
        else
            json.WriteStringValue(text.WrittenSpan);
    }

    /// <summary>Writes a nested value as the text of its JSON.</summary>
    protected void WriteJsonText(int row, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, s_json);
        WriteJson(row, json);
    }

    // JSON knows no infinity, and nothing that is no number.
    private static bool IsJsonNumber(ReadOnlySpan<byte> text) => text[^1] is >= (byte)'0' and <= (byte)'9';
}
