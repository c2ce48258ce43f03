using System.Buffers;
using System.Globalization;

namespace Pyner.Query.Values;

/// <summary>Reads numbers.</summary>
/// <typeparam name="T">The numbers' type, which DuckDB lays out as .NET does.</typeparam>
internal sealed unsafe class PlainReader<T> : ValueReader
    where T : unmanaged, IUtf8SpanFormattable
{
    private const int LongestNumber = 64;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Number;

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output)
    {
        if (!((T*)Data)[row].TryFormat(output.GetSpan(LongestNumber), out int length, default, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"a {typeof(T).Name} has more than {LongestNumber} characters");
        output.Advance(length);
    }
}
