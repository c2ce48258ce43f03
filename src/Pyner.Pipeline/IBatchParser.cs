using Pyner.KnowledgeBase;
using Pyner.Pipeline.Devices;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline;

/// <summary>Turns a batch into what it contributes. Each thread has its own.</summary>
public interface IBatchParser : IDisposable
{
    /// <summary>Name of the implementation that reads the XML, for the job's record.</summary>
    string Indexer { get; }

    /// <summary>The device that read the last batch's XML: <c>cpu</c>, <c>cuda:0</c> and so on.</summary>
    string Device => "cpu";

    /// <summary>What that device did for it; null for the processor.</summary>
    DeviceWork? Work => null;

    /// <summary>Reads every submission of an opened batch. The result depends on nothing but the batch's bytes.</summary>
    /// <param name="reader">The reader that was opened on it.</param>
    /// <param name="rows">Takes the rows of its records; null where none are wanted.</param>
    /// <exception cref="SourceException">The source ended or is damaged.</exception>
    Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null);
}
