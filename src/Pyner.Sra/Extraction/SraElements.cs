using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>Tells the places that matter apart, by the parent's place and the name.</summary>
internal static class SraElements
{
    /// <summary>The place of an element, and what is wanted of it.</summary>
    public static SraElement Classify(SraElement parent, ReadOnlySpan<byte> name, out ElementInterest interest)
    {
        SraElement element = Classify(parent, name);
        interest = element switch
        {
            SraElement.Experiment or SraElement.Sample => ElementInterest.Start | ElementInterest.End,
            SraElement.Run or SraElement.SampleDescriptor or SraElement.Layout or SraElement.Platform => ElementInterest.Start,
            SraElement.ExperimentTitle or SraElement.AttributeValue => ElementInterest.Text | ElementInterest.BlankOnly,
            SraElement.LibraryStrategy or SraElement.LibrarySource or SraElement.LibrarySelection or SraElement.InstrumentModel
                or SraElement.ScientificName or SraElement.AttributeTag => ElementInterest.Text,
            SraElement.SampleAttribute => ElementInterest.End,
            _ => ElementInterest.None,
        };
        return element;
    }

    private static SraElement Classify(SraElement parent, ReadOnlySpan<byte> name) => parent switch
    {
        SraElement.Document or SraElement.Outside => name switch
        {
            _ when name.SequenceEqual("EXPERIMENT"u8) => SraElement.Experiment,
            _ when name.SequenceEqual("SAMPLE"u8) => SraElement.Sample,
            _ when name.SequenceEqual("RUN"u8) => SraElement.Run,
            _ => SraElement.Outside,
        },
        SraElement.Experiment => name switch
        {
            _ when name.SequenceEqual("TITLE"u8) => SraElement.ExperimentTitle,
            _ when name.SequenceEqual("DESIGN"u8) => SraElement.Design,
            _ when name.SequenceEqual("PLATFORM"u8) => SraElement.PlatformChoice,
            _ => SraElement.Inside,
        },
        SraElement.Design => name switch
        {
            _ when name.SequenceEqual("SAMPLE_DESCRIPTOR"u8) => SraElement.SampleDescriptor,
            _ when name.SequenceEqual("LIBRARY_DESCRIPTOR"u8) => SraElement.LibraryDescriptor,
            _ => SraElement.Inside,
        },
        SraElement.LibraryDescriptor => name switch
        {
            _ when name.SequenceEqual("LIBRARY_STRATEGY"u8) => SraElement.LibraryStrategy,
            _ when name.SequenceEqual("LIBRARY_SOURCE"u8) => SraElement.LibrarySource,
            _ when name.SequenceEqual("LIBRARY_SELECTION"u8) => SraElement.LibrarySelection,
            _ when name.SequenceEqual("LIBRARY_LAYOUT"u8) => SraElement.LibraryLayout,
            _ => SraElement.Inside,
        },
        SraElement.LibraryLayout => SraElement.Layout,
        SraElement.PlatformChoice => SraElement.Platform,
        SraElement.Platform => name.SequenceEqual("INSTRUMENT_MODEL"u8) ? SraElement.InstrumentModel : SraElement.Inside,
        SraElement.Sample => name switch
        {
            _ when name.SequenceEqual("SAMPLE_NAME"u8) => SraElement.SampleName,
            _ when name.SequenceEqual("SAMPLE_ATTRIBUTES"u8) => SraElement.SampleAttributes,
            _ => SraElement.Inside,
        },
        SraElement.SampleName => name.SequenceEqual("SCIENTIFIC_NAME"u8) ? SraElement.ScientificName : SraElement.Inside,
        SraElement.SampleAttributes => name.SequenceEqual("SAMPLE_ATTRIBUTE"u8) ? SraElement.SampleAttribute : SraElement.Inside,
        SraElement.SampleAttribute => name switch
        {
            _ when name.SequenceEqual("TAG"u8) => SraElement.AttributeTag,
            _ when name.SequenceEqual("VALUE"u8) => SraElement.AttributeValue,
            _ => SraElement.Inside,
        },
        _ => SraElement.Inside,
    };
}
