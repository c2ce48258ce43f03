namespace Pyner.Sra.Extraction;

/// <summary>The values that one thread met, by field.</summary>
public sealed class SraValues
{
    /// <summary>Library strategies.</summary>
    public ValueTable Strategies { get; } = new();

    /// <summary>Library sources.</summary>
    public ValueTable Sources { get; } = new();

    /// <summary>Library selections.</summary>
    public ValueTable Selections { get; } = new();

    /// <summary>Library layouts.</summary>
    public ValueTable Layouts { get; } = new();

    /// <summary>Platforms.</summary>
    public ValueTable Platforms { get; } = new();

    /// <summary>Instrument models.</summary>
    public ValueTable InstrumentModels { get; } = new();

    /// <summary>Organisms: scientific names.</summary>
    public ValueTable Organisms { get; } = new();

    /// <summary>Sample attribute tags, lower-cased by Unicode's simple case mapping.</summary>
    public ValueTable Attributes { get; } = new(static tag => tag.ToLowerInvariant());

    /// <summary>Forgets the values of tables that grew too large. Only between two batches: numbers lose their meaning.</summary>
    public void Relieve()
    {
        foreach (ValueTable table in new[] { Strategies, Sources, Selections, Layouts, Platforms, InstrumentModels, Organisms, Attributes })
        {
            if (table.IsCrowded)
                table.Clear();
        }
    }
}
