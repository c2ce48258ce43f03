using System.Collections;
using System.Runtime.InteropServices;

namespace Pyner.KnowledgeBase;

/// <summary>
/// A catalog: every value of one field, such as the library strategy, with its <see cref="ValueTally"/>. Values are compared as
/// written, case included. Not for use by several threads at a time.
/// </summary>
public sealed class Catalog : IEnumerable<KeyValuePair<string, ValueTally>>
{
    private readonly Dictionary<string, ValueTally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Number of distinct values.</summary>
    public int Count => _tallies.Count;

    /// <summary>The entries in no particular order, without the cost of sorting.</summary>
    public IReadOnlyDictionary<string, ValueTally> Unordered => _tallies;

    /// <summary>Adds to a value's tally. Adding nothing (0, 0) leaves the catalog as it is.</summary>
    /// <param name="value">The value, as counted (trimmed, possibly empty).</param>
    /// <param name="count">Records that have it.</param>
    /// <param name="submissions">Submissions those records are in, which no other addition of this value has counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">The value is not well-formed UTF-16.</exception>
    public void Add(string value, long count, long submissions)
    {
        var addition = ValueTally.Checked(count, submissions);
        if (addition == default)
            return;
        ref ValueTally tally = ref CollectionsMarshal.GetValueRefOrNullRef(_tallies, value);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref tally))
            _tallies.Add(ValueTally.CheckedName(value), addition);
        else
            tally += addition;
    }

    /// <summary>The entries as they are published: largest count first, equal counts by name (<see cref="NameOrder"/>).</summary>
    public IEnumerator<KeyValuePair<string, ValueTally>> GetEnumerator()
    {
        KeyValuePair<string, ValueTally>[] entries = [.. _tallies];
        Array.Sort(entries, static (left, right) =>
        {
            int byCount = right.Value.Count.CompareTo(left.Value.Count);
            return byCount != 0 ? byCount : NameOrder.Instance.Compare(left.Key, right.Key);
        });
        return ((IEnumerable<KeyValuePair<string, ValueTally>>)entries).GetEnumerator();
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds every tally of another catalog, which counted other submissions.</summary>
    public void Merge(Catalog other)
    {
        foreach ((string value, ValueTally tally) in other._tallies)
            Add(value, tally.Count, tally.Submissions);
    }
}
