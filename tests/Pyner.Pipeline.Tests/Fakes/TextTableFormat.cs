using System.Globalization;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Writes, of each chunk of a table, how many rows it has.</summary>
internal sealed class TextTableFormat : ITableFormat
{
    public string Extension => ".txt";

    /// <summary>Files written.</summary>
    public int Files { get; private set; }

    public void Write(string path, TableSchema schema, IReadOnlyList<ITableChunk> chunks)
    {
        byte[] buffer = [];
        // Read to see that the parts are what they were.
        foreach (ITableChunk chunk in chunks)
            _ = chunk.Read(0, ref buffer);
        File.WriteAllText(path, string.Join(' ', chunks.Select(chunk => chunk.Rows.ToString(CultureInfo.InvariantCulture))));
        Files++;
    }
}
