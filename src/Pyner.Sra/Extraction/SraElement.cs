namespace Pyner.Sra.Extraction;

/// <summary>The places in an SRA document that matter (docs/counting-rules.md): kinds for <see cref="Xml.Reading.IElementVisitor"/>.</summary>
internal enum SraElement : short
{
    /// <summary>The document.</summary>
    Document = 0,

    /// <summary>An element outside the records: a set, a package.</summary>
    Outside,

    /// <summary>An element inside a record that nothing is taken from.</summary>
    Inside,

    Experiment,
    ExperimentTitle,
    Design,
    SampleDescriptor,
    LibraryDescriptor,
    LibraryStrategy,
    LibrarySource,
    LibrarySelection,
    LibraryLayout,

    /// <summary>A child of LIBRARY_LAYOUT: its name is the layout.</summary>
    Layout,
    PlatformChoice,

    /// <summary>A child of PLATFORM: its name is the platform.</summary>
    Platform,
    InstrumentModel,

    Sample,
    SampleName,
    ScientificName,
    SampleAttributes,
    SampleAttribute,
    AttributeTag,
    AttributeValue,

    Run,
}
