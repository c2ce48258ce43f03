namespace Pyner.Sra.Tables;

/// <summary>Takes the rows of a batch, a chunk at a time.</summary>
public interface IRowStore
{
    /// <summary>Where the next chunk will begin: what <see cref="Truncate"/> takes.</summary>
    long Position { get; }

    /// <summary>Keeps consecutive rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columnEnds">By column: where in <paramref name="blocks"/> its block ends.</param>
    /// <param name="blocks">A block for each column, for <see cref="ColumnBlock"/>.</param>
    /// <exception cref="IOException">They can't be kept.</exception>
    void Write(TableSchema table, int rows, ReadOnlySpan<int> columnEnds, ReadOnlySpan<byte> blocks);

    /// <summary>Forgets the chunks from a position on: they are of a file that turned out to be rejected.</summary>
    void Truncate(long position);
}
