using System.Runtime.InteropServices;

namespace Pyner.Corpus.Truth;

/// <summary>What the records of one file add, noted while the file is written. It is dropped when the file is broken afterwards.</summary>
internal sealed class FileTally
{
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);

    public long Experiments { get; private set; }

    public long ExperimentsMissingFields { get; private set; }

    public long Samples { get; private set; }

    public long SamplesMissingFields { get; private set; }

    public long Runs { get; private set; }

    public long Misplaced { get; private set; }

    public Dictionary<string, long>[] Values { get; } =
        [.. Enum.GetValues<TruthCatalog>().Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];

    /// <summary>
    /// Where counted experiments point: a sample's number, or -1 where they point outside the submission or nowhere; and their strategy.
    /// </summary>
    public List<(int Sample, string Strategy)> Pointers { get; } = [];

    /// <summary>The organism of the first counted sample of each number.</summary>
    public Dictionary<int, string> OrganismOfSample { get; } = [];

    public void AddExperiment(int sample, string strategy, string source, string selection, string layout, string platform, string model)
    {
        Experiments++;
        Add(TruthCatalog.Strategies, strategy);
        Add(TruthCatalog.Sources, source);
        Add(TruthCatalog.Selections, selection);
        if (layout.Length > 0)
            Add(TruthCatalog.Layouts, layout);
        if (platform.Length > 0)
            Add(TruthCatalog.Platforms, platform);
        if (model.Length > 0)
            Add(TruthCatalog.InstrumentModels, model);
        Pointers.Add((sample, strategy));
    }

    public void AddExperimentMissingFields() => ExperimentsMissingFields++;

    /// <summary>A tag with a value of the sample being written; counted once if the sample is.</summary>
    public void AddTag(string countedAs) => _tags.Add(countedAs);

    /// <summary>Ends a sample whose tags were added before.</summary>
    /// <param name="number">The sample's number in its submission; -1 where it has no accession.</param>
    /// <param name="organism">Its organism; empty where it has none and does not count.</param>
    public void EndSample(int number, string organism)
    {
        if (organism.Length == 0)
        {
            SamplesMissingFields++;
        }
        else
        {
            Samples++;
            Add(TruthCatalog.Organisms, organism);
            foreach (string tag in _tags)
                Add(TruthCatalog.Attributes, tag);
            if (number >= 0)
                OrganismOfSample.TryAdd(number, organism);
        }
        _tags.Clear();
    }

    public void AddRun() => Runs++;

    /// <summary>A record in a file of another kind.</summary>
    public void AddMisplaced() => Misplaced++;

    private void Add(TruthCatalog catalog, string value) => CollectionsMarshal.GetValueRefOrAddDefault(Values[(int)catalog], value, out _)++;
}
