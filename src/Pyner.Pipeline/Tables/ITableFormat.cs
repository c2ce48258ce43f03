using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>Writes the files that tables are published as.</summary>
public interface ITableFormat
{
    /// <summary>What the files' names end with, such as <c>.parquet</c>.</summary>
    string Extension { get; }

    /// <summary>Writes a file. The same rows give the same bytes.</summary>
    /// <param name="path">The file, which does not exist.</param>
    /// <param name="schema">The table.</param>
    /// <param name="chunks">Its rows, in their order.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    void Write(string path, TableSchema schema, IReadOnlyList<ITableChunk> chunks);
}
