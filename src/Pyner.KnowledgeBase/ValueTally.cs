namespace Pyner.KnowledgeBase;

/// <summary>How often a catalog value was seen.</summary>
/// <param name="Count">Number of records that have the value.</param>
/// <param name="Submissions">Number of distinct submissions those records are in.</param>
public readonly record struct ValueTally(long Count, long Submissions)
{
    /// <summary>The sum of two tallies over disjoint submissions.</summary>
    /// <exception cref="OverflowException">A sum exceeds 63 bits, which no true count does.</exception>
    public static ValueTally operator +(ValueTally left, ValueTally right) => left.Plus(right);

    /// <inheritdoc cref="op_Addition(ValueTally, ValueTally)"/>
    public ValueTally Plus(ValueTally other) => new(checked(Count + other.Count), checked(Submissions + other.Submissions));

    /// <summary>Tells off the caller that adds less than nothing.</summary>
    internal static ValueTally Checked(long count, long submissions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(submissions);
        return new(count, submissions);
    }

    /// <summary>Refuses a name that has no UTF-8 form (half of a surrogate pair): no accepted document holds one, and it could not be published.</summary>
    internal static string CheckedName(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
                continue;
            if (!char.IsHighSurrogate(name[i]) || i + 1 == name.Length || !char.IsLowSurrogate(name[i + 1]))
                throw new ArgumentException($"the name '{name}' holds half of a surrogate pair at character {i}", nameof(name));
            i++;
        }
        return name;
    }
}
