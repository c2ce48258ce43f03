using System.Runtime.InteropServices;

namespace Pyner.Verification.Counting;

/// <summary>A catalog: values with their tallies.</summary>
/// <typeparam name="TValue">The value: a name, or a pair of names.</typeparam>
public sealed class VerifiedCatalog<TValue>
    where TValue : notnull
{
    private readonly Dictionary<TValue, VerifiedTally> _tallies = [];

    /// <summary>Every value that occurs, with its tally.</summary>
    public IReadOnlyDictionary<TValue, VerifiedTally> Tallies => _tallies;

    /// <summary>Number of distinct values.</summary>
    public int Count => _tallies.Count;

    /// <summary>The tally of a value; zeros where it does not occur.</summary>
    public VerifiedTally this[TValue value] => _tallies.GetValueOrDefault(value);

    /// <summary>Adds what one submission has of each value.</summary>
    internal void AddSubmission(IEnumerable<KeyValuePair<TValue, long>> counts)
    {
        foreach ((TValue value, long count) in counts)
        {
            ref VerifiedTally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_tallies, value, out _);
            tally = new VerifiedTally(checked(tally.Count + count), checked(tally.Submissions + 1));
        }
    }
}
