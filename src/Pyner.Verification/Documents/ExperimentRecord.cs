namespace Pyner.Verification;

/// <summary>An EXPERIMENT of an experiment file. Texts are trimmed; an element or attribute that is missing is the empty string.</summary>
public sealed record ExperimentRecord : VerifiedRecord
{
    /// <summary><c>@accession</c>.</summary>
    public required string Accession { get; init; }

    /// <summary><c>TITLE</c>.</summary>
    public required string Title { get; init; }

    /// <summary><c>DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_STRATEGY</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary><c>DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SOURCE</c>.</summary>
    public required string Source { get; init; }

    /// <summary><c>DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SELECTION</c>.</summary>
    public required string Selection { get; init; }

    /// <summary>Name of the first <c>DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*</c>.</summary>
    public required string Layout { get; init; }

    /// <summary>Name of the first <c>PLATFORM/*</c>.</summary>
    public required string Platform { get; init; }

    /// <summary><c>PLATFORM/*/INSTRUMENT_MODEL</c>.</summary>
    public required string InstrumentModel { get; init; }

    /// <summary><c>DESIGN/SAMPLE_DESCRIPTOR/@accession</c>: the sample it points to.</summary>
    public required string SampleAccession { get; init; }

    /// <summary>Whether it enters the catalogs; otherwise it is an experiment with missing fields.</summary>
    public bool Counts => Accession.Length > 0 && Title.Length > 0 && Strategy.Length > 0;
}
