using System.Runtime.InteropServices;

namespace Pyner.Benchmarks.Baseline;

/// <summary>What the baseline has counted: of a file, of a thread's share, or of the whole.</summary>
internal sealed class BaselineTally
{
    public static readonly int Catalogs = Enum.GetValues<BaselineCatalog>().Length;

    public Dictionary<string, (long Count, long Submissions)>[] Values { get; } =
        [.. Enumerable.Range(0, Catalogs).Select(_ => new Dictionary<string, (long, long)>())];

    public Dictionary<(string Organism, string Strategy), (long Count, long Submissions)> Pairs { get; } = [];

    public long Submissions { get; set; }

    public long Experiments { get; set; }

    public long ExperimentsMissingFields { get; set; }

    public long Samples { get; set; }

    public long SamplesMissingFields { get; set; }

    public long Runs { get; set; }

    public long Misplaced { get; set; }

    public long Unresolved { get; set; }

    /// <summary>Files that are not well-formed.</summary>
    public long Rejected { get; set; }

    public static void Add<TKey>(Dictionary<TKey, (long Count, long Submissions)> catalog, TKey value, long count, long submissions)
        where TKey : notnull
    {
        ref (long Count, long Submissions) tally = ref CollectionsMarshal.GetValueRefOrAddDefault(catalog, value, out _);
        tally = (tally.Count + count, tally.Submissions + submissions);
    }

    public void Add(BaselineTally other)
    {
        Submissions += other.Submissions;
        Experiments += other.Experiments;
        ExperimentsMissingFields += other.ExperimentsMissingFields;
        Samples += other.Samples;
        SamplesMissingFields += other.SamplesMissingFields;
        Runs += other.Runs;
        Misplaced += other.Misplaced;
        Unresolved += other.Unresolved;
        Rejected += other.Rejected;
        for (int i = 0; i < Catalogs; i++)
        {
            foreach ((string value, (long count, long submissions)) in other.Values[i])
                Add(Values[i], value, count, submissions);
        }
        foreach (((string, string) pair, (long count, long submissions)) in other.Pairs)
            Add(Pairs, pair, count, submissions);
    }
}
