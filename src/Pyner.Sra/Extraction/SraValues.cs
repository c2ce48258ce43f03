namespace Pyner.Sra.Extraction;

/// <summary>The values that one thread met, by field.</summary>
public sealed class SraValues
{
    private readonly ValueTable[] _tables;

    /// <summary>Makes tables without values.</summary>
    public SraValues() => _tables = [Strategies, Sources, Selections, Layouts, Platforms, InstrumentModels, Organisms, Attributes];

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

    /// <summary>The values of the document in hand stand.</summary>
    public void Commit()
    {
        foreach (ValueTable table in _tables)
            table.Commit();
    }

    /// <summary>The document in hand is rejected: values that nobody had before it are forgotten, and their numbers mean nothing any more.</summary>
    public void Rollback()
    {
        foreach (ValueTable table in _tables)
            table.Rollback();
    }

    /// <summary>Forgets the values of tables that grew too large. Only between two batches: numbers lose their meaning.</summary>
    public void Relieve()
    {
        foreach (ValueTable table in _tables)
        {
            if (table.IsCrowded)
                table.Clear();
        }
    }
}
