using System.Diagnostics.CodeAnalysis;

namespace Pyner.KnowledgeBase;

/// <summary>
/// What some submissions contribute to a knowledge base: those of one batch, or all merged so far. Merging is associative and
/// commutative, and a new partial changes nothing, so any order of merging gives the same content. Not for use by several threads at a time.
/// </summary>
[SuppressMessage("Naming", "CA1716", Justification = "The field's word. A keyword in Visual Basic only, which can escape it.")]
public sealed class Partial
{
    /// <summary>Makes an empty partial.</summary>
    public Partial() => OpenJoins = new OpenJoins(OrganismStrategies, Totals);

    /// <summary>The figures that are no catalog.</summary>
    public Totals Totals { get; } = new();

    /// <summary>Organisms, from samples.</summary>
    public OrganismCatalog Organisms { get; } = new();

    /// <summary>Library strategies, from experiments.</summary>
    public Catalog Strategies { get; } = new();

    /// <summary>Library sources, from experiments.</summary>
    public Catalog Sources { get; } = new();

    /// <summary>Library selections, from experiments.</summary>
    public Catalog Selections { get; } = new();

    /// <summary>Library layouts, from experiments.</summary>
    public Catalog Layouts { get; } = new();

    /// <summary>Platforms, from experiments.</summary>
    public Catalog Platforms { get; } = new();

    /// <summary>Instrument models, from experiments.</summary>
    public Catalog InstrumentModels { get; } = new();

    /// <summary>Lower-cased attribute tags, from samples.</summary>
    public Catalog Attributes { get; } = new();

    /// <summary>Organism x strategy, from experiments joined to samples of the same submission.</summary>
    public OrganismStrategyCatalog OrganismStrategies { get; } = new();

    /// <summary>Files that could not be read.</summary>
    public List<RejectedFile> Rejected { get; } = [];

    /// <summary>Experiments and samples of submissions whose other files may still come.</summary>
    public OpenJoins OpenJoins { get; }

    /// <summary>Adds what another partial counted over other files. The other one stays as it is and shares nothing with this one.</summary>
    /// <exception cref="ArgumentException">The other one is this one.</exception>
    public void Merge(Partial other)
    {
        if (ReferenceEquals(other, this))
            throw new ArgumentException("a partial can't be merged into itself: its submissions would count twice", nameof(other));
        Totals.Add(other.Totals);
        Organisms.Merge(other.Organisms);
        Strategies.Merge(other.Strategies);
        Sources.Merge(other.Sources);
        Selections.Merge(other.Selections);
        Layouts.Merge(other.Layouts);
        Platforms.Merge(other.Platforms);
        InstrumentModels.Merge(other.InstrumentModels);
        Attributes.Merge(other.Attributes);
        OrganismStrategies.Merge(other.OrganismStrategies);
        Rejected.AddRange(other.Rejected);
        OpenJoins.Merge(other.OpenJoins);
    }

    /// <summary>Writes the partial: equal content gives equal bytes, however it was merged.</summary>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void WriteTo(Stream stream) => new Serialization.PartialWriter(stream).Write(this);

    /// <summary>Reads a partial that <see cref="WriteTo"/> wrote; it must fill the stream to its end.</summary>
    /// <exception cref="PartialFormatException">The bytes are damaged, cut, followed by others, or of another version.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static Partial ReadFrom(Stream stream) => new Serialization.PartialReader(stream).Read();
}
