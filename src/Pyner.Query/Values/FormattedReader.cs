using System.Buffers;
using System.Text;

namespace Pyner.Query.Values;

/// <summary>Reads values that are written in a form of their own: dates, decimals, identifiers.</summary>
/// <typeparam name="T">How DuckDB lays them out.</typeparam>
/// <param name="kind">What they are in JSON.</param>
/// <param name="format">Writes one.</param>
internal sealed unsafe class FormattedReader<T>(ValueKind kind, Func<T, string> format) : ValueReader
    where T : unmanaged
{
    /// <inheritdoc/>
    public override ValueKind Kind => kind;

    /// <inheritdoc/>
    public override void WriteText(int row, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(format(((T*)Data)[row]), output);
}
