using System.Buffers;
using System.Text.Json;
using DuckDB.NET.Native;

namespace Pyner.Query.Values;

/// <summary>Reads lists, and arrays, which are lists of one length.</summary>
/// <param name="items">Reads the items.</param>
/// <param name="arrayLength">The arrays' length; 0 for lists.</param>
internal sealed unsafe class ListReader(ValueReader items, int arrayLength) : ValueReader
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Nested;

    /// <inheritdoc/>
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        items.Attach(arrayLength > 0 ? NativeMethods.Vectors.DuckDBArrayVectorGetChild(vector) : NativeMethods.Vectors.DuckDBListVectorGetChild(vector));
    }

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output) => WriteJsonText(row, output);

    /// <inheritdoc/>
    protected override void WriteJson(int row, Utf8JsonWriter json)
    {
        (int first, int count) = arrayLength > 0 ? (row * arrayLength, arrayLength) : Entry(row);
        json.WriteStartArray();
        for (int i = first; i < first + count; i++)
            items.WriteJsonOrNull(i, json);
        json.WriteEndArray();
    }

    private (int First, int Count) Entry(int row)
    {
        ulong* entry = (ulong*)Data + (2 * row);
        return ((int)entry[0], (int)entry[1]);
    }
}
