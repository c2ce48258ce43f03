using System.Buffers;
using System.Text.Json;
using DuckDB.NET.Native;

namespace Pyner.Query.Values;

/// <summary>Reads structures.</summary>
/// <param name="members">Names and readers of the members.</param>
internal sealed class StructReader((string Name, ValueReader Values)[] members) : ValueReader
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Nested;

    /// <inheritdoc/>
    public override void Attach(nint vector)
    {
        base.Attach(vector);
        for (int i = 0; i < members.Length; i++)
            members[i].Values.Attach(NativeMethods.Vectors.DuckDBStructVectorGetChild(vector, i));
    }

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output) => WriteJsonText(row, output);

    /// <inheritdoc/>
    protected override void WriteJson(int row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach ((string name, ValueReader values) in members)
        {
            json.WritePropertyName(name);
            values.WriteJsonOrNull(row, json);
        }
        json.WriteEndObject();
    }
}
