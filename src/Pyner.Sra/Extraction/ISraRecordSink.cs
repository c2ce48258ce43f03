namespace Pyner.Sra.Extraction;

/// <summary>
/// Takes the records of a document, in document order. They stand only if the document turns out to be well-formed: a sink holds them
/// back until it is told.
/// </summary>
public interface ISraRecordSink
{
    /// <summary>An EXPERIMENT of an experiment file.</summary>
    void Experiment(in ExperimentRecord experiment);

    /// <summary>A SAMPLE of a sample file.</summary>
    void Sample(in SampleRecord sample);

    /// <summary>A RUN of a run file.</summary>
    void Run();

    /// <summary>A record in a file of another kind.</summary>
    void Misplaced();
}
