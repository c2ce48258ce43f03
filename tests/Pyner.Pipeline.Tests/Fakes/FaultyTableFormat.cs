using Pyner.Pipeline.Tables;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Writes files only where a test lets it, as if their volume were away otherwise.</summary>
/// <param name="inner">Writes them.</param>
/// <param name="isAway">Whether the volume is away; asked before each file.</param>
internal sealed class FaultyTableFormat(ITableFormat inner, Func<bool> isAway) : ITableFormat
{
    public string Extension => inner.Extension;

    public void Write(string path, TableSchema schema, IReadOnlyList<ITableChunk> chunks)
    {
        if (isAway())
            throw new IOException("its volume is gone.");
        inner.Write(path, schema, chunks);
    }
}
