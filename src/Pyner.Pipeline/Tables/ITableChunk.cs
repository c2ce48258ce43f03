namespace Pyner.Pipeline.Tables;

/// <summary>Consecutive rows of a table, whose columns can be read one at a time. May be read from several threads.</summary>
public interface ITableChunk
{
    /// <summary>How many rows.</summary>
    int Rows { get; }

    /// <summary>Reads a column.</summary>
    /// <param name="column">The column's position in the table.</param>
    /// <param name="buffer">Takes the block, for <see cref="Sra.Tables.ColumnBlock"/>; made larger where it has to be.</param>
    /// <returns>The block's length.</returns>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    int Read(int column, ref byte[] buffer);
}
