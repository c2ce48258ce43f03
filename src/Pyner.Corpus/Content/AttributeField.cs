namespace Pyner.Corpus.Content;

/// <summary>A sample attribute that a project fills in for its samples.</summary>
internal sealed class AttributeField
{
    public AttributeField(string tag, AttributeValue value, params string[] listed)
    {
        Tag = tag;
        CountedAs = tag.ToLowerInvariant();
        Value = value;
        Listed = listed;
    }

    /// <summary>The tag as it is written.</summary>
    public string Tag { get; }

    /// <summary>The tag as it is counted.</summary>
    public string CountedAs { get; }

    public AttributeValue Value { get; }

    /// <summary>The values of <see cref="AttributeValue.Listed"/>.</summary>
    public string[] Listed { get; }
}
