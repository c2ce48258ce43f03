using System.Buffers;

namespace Pyner.Query.Values;

/// <summary>Reads true and false.</summary>
internal sealed unsafe class FlagReader : ValueReader
{
    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Flag;

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output) => output.Write(((byte*)Data)[row] != 0 ? "true"u8 : "false"u8);
}
