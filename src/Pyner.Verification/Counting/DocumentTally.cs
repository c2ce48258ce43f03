using System.Runtime.InteropServices;

namespace Pyner.Verification.Counting;

/// <summary>What one document would contribute. It is added to the recount only once the document was read to its end.</summary>
internal sealed class DocumentTally
{
    public Dictionary<string, long> Strategies { get; } = [];

    public Dictionary<string, long> Sources { get; } = [];

    public Dictionary<string, long> Selections { get; } = [];

    public Dictionary<string, long> Layouts { get; } = [];

    public Dictionary<string, long> Platforms { get; } = [];

    public Dictionary<string, long> InstrumentModels { get; } = [];

    public Dictionary<string, long> Organisms { get; } = [];

    public Dictionary<string, long> Attributes { get; } = [];

    /// <summary>Counted experiments by the sample they point to and their strategy.</summary>
    public Dictionary<(string Sample, string Strategy), long> Pointers { get; } = [];

    /// <summary>Organism of each counted sample's accession; the first sample stays.</summary>
    public Dictionary<string, string> SampleOrganisms { get; } = [];

    public long Experiments { get; private set; }

    public long ExperimentsMissingFields { get; private set; }

    public long Samples { get; private set; }

    public long SamplesMissingFields { get; private set; }

    public long Runs { get; private set; }

    public long MisplacedRecords { get; private set; }

    public void Add(VerifiedRecord record)
    {
        switch (record)
        {
            case ExperimentRecord { Counts: true } experiment:
                Add(experiment);
                break;
            case ExperimentRecord:
                ExperimentsMissingFields++;
                break;
            case SampleRecord { Counts: true } sample:
                Add(sample);
                break;
            case SampleRecord:
                SamplesMissingFields++;
                break;
            case RunRecord:
                Runs++;
                break;
            default:
                MisplacedRecords++;
                break;
        }
    }

    private void Add(ExperimentRecord experiment)
    {
        Experiments++;
        AddOne(Strategies, experiment.Strategy);
        // The empty source and selection are values; the empty layout, platform and model are none.
        AddOne(Sources, experiment.Source);
        AddOne(Selections, experiment.Selection);
        if (experiment.Layout.Length > 0)
            AddOne(Layouts, experiment.Layout);
        if (experiment.Platform.Length > 0)
            AddOne(Platforms, experiment.Platform);
        if (experiment.InstrumentModel.Length > 0)
            AddOne(InstrumentModels, experiment.InstrumentModel);
        AddOne(Pointers, (experiment.SampleAccession, experiment.Strategy));
    }

    private void Add(SampleRecord sample)
    {
        Samples++;
        AddOne(Organisms, sample.Organism);
        foreach (string tag in sample.Tags)
            AddOne(Attributes, tag);
        if (sample.Accession.Length > 0)
            SampleOrganisms.TryAdd(sample.Accession, sample.Organism);
    }

    private static void AddOne<TValue>(Dictionary<TValue, long> counts, TValue value)
        where TValue : notnull
        => CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
}
