using System.Buffers;
using DuckDB.NET.Native;

namespace Pyner.Query.Values;

/// <summary>Reads texts.</summary>
internal sealed unsafe class TextReader : ValueReader
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;

    /// <summary>A row's text.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        DuckDBString* text = (DuckDBString*)Data + row;
        return new ReadOnlySpan<byte>(text->Data, text->Length);
    }

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output) => output.Write(Text(row));
}
