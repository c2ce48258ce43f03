using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Pipeline.Devices;

/// <summary>
/// The parser of SRA documents whose structural index a device makes. What the device does not get, or fails at, is indexed on the processor.
/// </summary>
internal sealed class DeviceBatchParser : IBatchParser
{
    private readonly IDocumentIndexer _device;
    private readonly FallbackTally _leftOut;
    private readonly PreparedIndexer _indexer;
    private readonly SubmissionBatchParser _parser;
    private readonly string _name;
    private readonly string _processor;
    private StagedBatchReader? _reader;
    private bool _usesDevice = true;

    /// <summary>Makes a parser. Its buffers are taken when the first batch comes.</summary>
    /// <param name="device">The device.</param>
    /// <param name="tally">Counts files that the device does not get.</param>
    /// <exception cref="JobException">The indexer that was asked for does not exist or does not run on this machine.</exception>
    public DeviceBatchParser(IDocumentIndexer device, FallbackTally tally)
    {
        _device = device;
        _leftOut = new FallbackTally(tally);
        _name = device.Device.Name.ToString();
        try
        {
            StructuralIndexer processor = StructuralIndexers.Choose();
            _processor = processor.Name;
            _indexer = new PreparedIndexer(_name, processor);
        }
        catch (NotSupportedException e)
        {
            throw new JobException(e.Message, e);
        }
        _parser = new SubmissionBatchParser(_indexer);
    }

    /// <inheritdoc/>
    public string Indexer => _usesDevice ? _parser.Indexer : _processor;

    /// <inheritdoc/>
    public string Device => _usesDevice ? _name : DeviceName.Cpu.ToString();

    /// <summary>Whether the device failed for good.</summary>
    public bool IsGivenUp => _device.IsGivenUp;

    /// <inheritdoc/>
    public DeviceWork? Work { get; private set; }

    /// <inheritdoc/>
    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows)
    {
        _usesDevice = !_device.IsGivenUp;
        _reader ??= new StagedBatchReader(_device, _indexer, _leftOut);
        _leftOut.Restart();
        _reader.Open(reader, makesRows: rows is not null);
        Partial partial = _parser.Parse(_reader, rows);
        Work = _usesDevice ? _leftOut.Now with { Counters = _reader.Counters } : null;
        return partial;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _parser.Dispose();
    }
}
