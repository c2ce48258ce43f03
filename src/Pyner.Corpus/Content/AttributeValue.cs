namespace Pyner.Corpus.Content;

/// <summary>What the VALUE of a sample attribute looks like.</summary>
internal enum AttributeValue : byte
{
    /// <summary>One of a list.</summary>
    Listed,

    /// <summary>A small number.</summary>
    Number,

    /// <summary>A day, sometimes with a time.</summary>
    Date,

    /// <summary>Latitude and longitude.</summary>
    Place,

    /// <summary>An identifier of the sample.</summary>
    Identifier,

    /// <summary>The sample's organism.</summary>
    Organism,

    /// <summary>A sentence.</summary>
    Prose,
}
