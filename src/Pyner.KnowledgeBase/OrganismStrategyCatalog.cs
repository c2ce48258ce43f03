using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pyner.KnowledgeBase;

/// <summary>Organism x strategy: how many experiments of a strategy point to a sample of an organism in the same submission.</summary>
public sealed class OrganismStrategyCatalog : IEnumerable<KeyValuePair<OrganismStrategy, ValueTally>>
{
    private readonly Dictionary<OrganismStrategy, ValueTally> _tallies = [];

    /// <summary>Number of distinct pairs.</summary>
    public int Count => _tallies.Count;

    /// <summary>The entries in no particular order, without the cost of sorting.</summary>
    public IReadOnlyDictionary<OrganismStrategy, ValueTally> Unordered => _tallies;

    /// <summary>Adds to a pair's tally. Adding nothing (0, 0) leaves the catalog as it is.</summary>
    /// <param name="organism">Scientific name of the sample.</param>
    /// <param name="strategy">Library strategy of the experiments.</param>
    /// <param name="count">Number of experiments.</param>
    /// <param name="submissions">Submissions those experiments are in, which no other addition of this pair has counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">A name is not well-formed UTF-16.</exception>
    public void Add(string organism, string strategy, long count, long submissions)
    {
        var addition = ValueTally.Checked(count, submissions);
        if (addition == default)
            return;
        OrganismStrategy pair = new(organism, strategy);
        ref ValueTally tally = ref CollectionsMarshal.GetValueRefOrNullRef(_tallies, pair);
        if (Unsafe.IsNullRef(ref tally))
            _tallies.Add(new(ValueTally.CheckedName(organism), ValueTally.CheckedName(strategy)), addition);
        else
            tally += addition;
    }

    /// <summary>The pairs, largest count first, equal counts by organism, then by strategy (<see cref="NameOrder"/>).</summary>
    public IEnumerator<KeyValuePair<OrganismStrategy, ValueTally>> GetEnumerator()
    {
        KeyValuePair<OrganismStrategy, ValueTally>[] entries = [.. _tallies];
        Array.Sort(entries, static (left, right) =>
        {
            int order = right.Value.Count.CompareTo(left.Value.Count);
            if (order == 0)
                order = NameOrder.Instance.Compare(left.Key.Organism, right.Key.Organism);
            return order != 0 ? order : NameOrder.Instance.Compare(left.Key.Strategy, right.Key.Strategy);
        });
        return ((IEnumerable<KeyValuePair<OrganismStrategy, ValueTally>>)entries).GetEnumerator();
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds every tally of another catalog, which counted other submissions.</summary>
    public void Merge(OrganismStrategyCatalog other)
    {
        foreach ((OrganismStrategy pair, ValueTally tally) in other._tallies)
            Add(pair.Organism, pair.Strategy, tally.Count, tally.Submissions);
    }
}
