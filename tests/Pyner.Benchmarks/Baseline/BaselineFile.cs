using System.Runtime.InteropServices;

namespace Pyner.Benchmarks.Baseline;

/// <summary>What one file holds: kept apart until the file is read to its end, since a file that is not well-formed adds nothing.</summary>
internal sealed class BaselineFile
{
    private readonly HashSet<string> _tags = [];

    public Dictionary<string, long>[] Values { get; } = [.. Enumerable.Range(0, BaselineTally.Catalogs).Select(_ => new Dictionary<string, long>())];

    public List<(string Sample, string Strategy)> Pointers { get; } = [];

    public Dictionary<string, string> OrganismOfSample { get; } = [];

    public long Experiments { get; private set; }

    public long ExperimentsMissingFields { get; private set; }

    public long Samples { get; private set; }

    public long SamplesMissingFields { get; private set; }

    public long Runs { get; private set; }

    public long Misplaced { get; set; }

    public void Clear()
    {
        foreach (Dictionary<string, long> catalog in Values)
            catalog.Clear();
        Pointers.Clear();
        OrganismOfSample.Clear();
        _tags.Clear();
        Experiments = ExperimentsMissingFields = Samples = SamplesMissingFields = Runs = Misplaced = 0;
    }

    public void AddTag(string tag) => _tags.Add(tag);

    public void EndExperiment(BaselineRecord record)
    {
        if (IsEmpty(record.Accession) || IsEmpty(record.Title) || IsEmpty(record.Strategy))
        {
            ExperimentsMissingFields++;
            return;
        }
        Experiments++;
        string strategy = record.Strategy!.Trim();
        Add(BaselineCatalog.Strategies, strategy);
        Add(BaselineCatalog.Sources, record.Source?.Trim() ?? "");
        Add(BaselineCatalog.Selections, record.Selection?.Trim() ?? "");
        if (record.Layout is not null)
            Add(BaselineCatalog.Layouts, record.Layout);
        if (record.Platform is not null)
            Add(BaselineCatalog.Platforms, record.Platform);
        if (!IsEmpty(record.Model))
            Add(BaselineCatalog.InstrumentModels, record.Model!.Trim());
        Pointers.Add((record.Sample?.Trim() ?? "", strategy));
    }

    public void EndSample(BaselineRecord record)
    {
        if (IsEmpty(record.Organism))
        {
            SamplesMissingFields++;
        }
        else
        {
            Samples++;
            string organism = record.Organism!.Trim();
            Add(BaselineCatalog.Organisms, organism);
            foreach (string tag in _tags)
                Add(BaselineCatalog.Attributes, tag);
            if (!IsEmpty(record.Accession))
                OrganismOfSample.TryAdd(record.Accession!.Trim(), organism);
        }
        _tags.Clear();
    }

    public void EndRun() => Runs++;

    /// <summary>Adds the file to a tally.</summary>
    public void AddTo(BaselineTally tally)
    {
        tally.Experiments += Experiments;
        tally.ExperimentsMissingFields += ExperimentsMissingFields;
        tally.Samples += Samples;
        tally.SamplesMissingFields += SamplesMissingFields;
        tally.Runs += Runs;
        tally.Misplaced += Misplaced;
        for (int i = 0; i < BaselineTally.Catalogs; i++)
        {
            foreach ((string value, long count) in Values[i])
                BaselineTally.Add(tally.Values[i], value, count, 1);
        }
    }

    private static bool IsEmpty(string? text) => string.IsNullOrWhiteSpace(text);

    private void Add(BaselineCatalog catalog, string value) => CollectionsMarshal.GetValueRefOrAddDefault(Values[(int)catalog], value, out _)++;
}
