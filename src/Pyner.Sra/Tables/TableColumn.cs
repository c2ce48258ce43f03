namespace Pyner.Sra.Tables;

/// <summary>A column of a table.</summary>
public sealed record TableColumn
{
    /// <summary>Its name: small letters and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public ColumnType Type { get; init; }

    /// <summary>Where its values come from.</summary>
    public required ColumnSource Source { get; init; }

    /// <summary>What it means, in a sentence, for people.</summary>
    public required string Meaning { get; init; }

    /// <summary>Whether every row has a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether few distinct values are to be expected: they are then written once, and referred to.</summary>
    public bool Repeats { get; init; }

    /// <summary>
    /// Whether neighbouring rows have values that are close to each other, so that readers can skip rows by the least and the greatest value.
    /// </summary>
    public bool IsClustered { get; init; }
}
