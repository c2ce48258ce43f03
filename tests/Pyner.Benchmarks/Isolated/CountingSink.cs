using Pyner.Sra.Extraction;

namespace Pyner.Benchmarks.Isolated;

/// <summary>Counts records.</summary>
internal sealed class CountingSink : ISraRecordSink
{
    public long Records { get; private set; }

    public void Experiment(in ExperimentRecord experiment) => Records++;

    public void Sample(in SampleRecord sample) => Records++;

    public void Run() => Records++;

    public void Misplaced() => Records++;
}
