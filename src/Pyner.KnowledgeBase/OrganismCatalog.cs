using System.Collections;
using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>Every organism (scientific name, as written) with the number of its samples and the set of its submissions.</summary>
public sealed class OrganismCatalog : IEnumerable<KeyValuePair<string, OrganismTally>>
{
    private readonly Dictionary<string, OrganismTally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Number of distinct organisms.</summary>
    public int Count => _tallies.Count;

    /// <summary>The entries in no particular order, without the cost of sorting.</summary>
    public IReadOnlyDictionary<string, OrganismTally> Unordered => _tallies;

    /// <summary>Adds samples of one submission. The submission joins the organism's set, however often it is added.</summary>
    /// <param name="organism">Scientific name, as counted (trimmed).</param>
    /// <param name="count">Number of samples; at least 1.</param>
    /// <param name="submission">The submission they are in.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The name is not well-formed UTF-16.</exception>
    public void Add(string organism, long count, SubmissionAccession submission)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        OrganismTally tally = GetOrAdd(organism);
        tally.Count = checked(tally.Count + count);
        tally.Submissions.Add(submission);
    }

    /// <summary>The entries as they are published: largest count first, equal counts by name (<see cref="NameOrder"/>).</summary>
    public IEnumerator<KeyValuePair<string, OrganismTally>> GetEnumerator()
    {
        KeyValuePair<string, OrganismTally>[] entries = [.. _tallies];
        Array.Sort(entries, static (left, right) =>
        {
            int byCount = right.Value.Count.CompareTo(left.Value.Count);
            return byCount != 0 ? byCount : NameOrder.Instance.Compare(left.Key, right.Key);
        });
        return ((IEnumerable<KeyValuePair<string, OrganismTally>>)entries).GetEnumerator();
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds the counts and unites the submission sets of another catalog, which stays as it is.</summary>
    public void Merge(OrganismCatalog other)
    {
        foreach ((string organism, OrganismTally theirs) in other._tallies)
        {
            OrganismTally tally = GetOrAdd(organism);
            tally.Count = checked(tally.Count + theirs.Count);
            tally.Submissions.UnionWith(theirs.Submissions);
        }
    }

    internal OrganismTally GetOrAdd(string organism)
    {
        if (!_tallies.TryGetValue(organism, out OrganismTally? tally))
            _tallies.Add(ValueTally.CheckedName(organism), tally = new OrganismTally());
        return tally;
    }
}
