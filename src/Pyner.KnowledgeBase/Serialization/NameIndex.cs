namespace Pyner.KnowledgeBase.Serialization;

/// <summary>The names of a partial to be written, ascending, each with its number.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<string, int> _numbers;

    /// <summary>Collects the names.</summary>
    public NameIndex(Partial partial)
    {
        _numbers = new(StringComparer.Ordinal);
        foreach (Catalog catalog in PartialFormat.Catalogs(partial))
            foreach (string value in catalog.Unordered.Keys)
                _numbers.TryAdd(value, 0);
        foreach (string organism in partial.Organisms.Unordered.Keys)
            _numbers.TryAdd(organism, 0);
        foreach (OrganismStrategy pair in partial.OrganismStrategies.Unordered.Keys)
        {
            _numbers.TryAdd(pair.Organism, 0);
            _numbers.TryAdd(pair.Strategy, 0);
        }
        OpenJoins joins = partial.OpenJoins;
        foreach (Joins.OpenSubmission submission in joins.Submissions.Values)
        {
            foreach (Joins.OpenExperiments experiments in submission.Experiments)
            {
                _numbers.TryAdd(joins.Names[experiments.Strategy], 0);
                if (!Joins.SampleKeys.IsPacked(experiments.Sample))
                    _numbers.TryAdd(joins.Samples.Text(experiments.Sample), 0);
            }
            foreach (Joins.OpenSample sample in submission.Samples)
            {
                _numbers.TryAdd(joins.Names[sample.Organism], 0);
                if (!Joins.SampleKeys.IsPacked(sample.Sample))
                    _numbers.TryAdd(joins.Samples.Text(sample.Sample), 0);
            }
        }
        Names = [.. _numbers.Keys];
        Array.Sort(Names, NameOrder.Instance);
        for (int i = 0; i < Names.Length; i++)
            _numbers[Names[i]] = i;
    }

    /// <summary>The names, ascending.</summary>
    public string[] Names { get; }

    /// <summary>A name's number.</summary>
    public int this[string name] => _numbers[name];
}
