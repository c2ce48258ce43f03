using Pyner.Sra.Extraction;

namespace Pyner.Sra.Tests.Extraction;

/// <summary>Counts records and does nothing else with them.</summary>
internal sealed class RecordCounter : ISraRecordSink
{
    public long Count { get; private set; }

    public void Experiment(in ExperimentRecord experiment) => Count++;

    public void Sample(in SampleRecord sample) => Count++;

    public void Run() => Count++;

    public void Misplaced() => Count++;
}
