using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Devices;

/// <summary>A parser that says when it is done with.</summary>
/// <param name="inner">Parses.</param>
/// <param name="leave">Called once, at the end.</param>
internal sealed class CountedParser(IBatchParser inner, Action leave) : IBatchParser
{
    private bool _left;

    /// <inheritdoc/>
    public string Indexer => inner.Indexer;

    /// <inheritdoc/>
    public string Device => inner.Device;

    /// <inheritdoc/>
    public DeviceWork? Work => inner.Work;

    /// <inheritdoc/>
    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows) => inner.Parse(reader, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_left)
            return;
        _left = true;
        inner.Dispose();
        leave();
    }
}
