using System.IO.Hashing;

namespace Pyner.Pipeline.Tables;

/// <summary>A chunk of a part.</summary>
/// <param name="part">The part.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="table">The table's name.</param>
/// <param name="rows">The rows.</param>
/// <param name="start">Where it begins.</param>
/// <param name="columns">By column: where its block ends in the chunk, and its hash.</param>
internal sealed class PartChunk(PartFile part, string path, string table, int rows, long start, (int End, ulong Hash)[] columns) : ITableChunk
{
    /// <summary>The table's name.</summary>
    public string Table { get; } = table;

    /// <inheritdoc/>
    public int Rows { get; } = rows;

    /// <summary>Its bytes.</summary>
    public long Size => columns.Length == 0 ? 0 : columns[^1].End;

    /// <inheritdoc/>
    public int Read(int column, ref byte[] buffer)
    {
        int from = column == 0 ? 0 : columns[column - 1].End;
        int length = columns[column].End - from;
        if (buffer.Length < length)
            buffer = new byte[Math.Max(length, buffer.Length * 2)];
        Span<byte> block = buffer.AsSpan(0, length);
        part.Read(block, start + from);
        return XxHash3.HashToUInt64(block) == columns[column].Hash
            ? length
            : throw new InvalidDataException($"'{path}' is damaged: a block of table {Table} does not have its hash");
    }
}
