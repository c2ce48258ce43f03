namespace Pyner.Xml.Indexing;

/// <summary>Where in a document an indexer stands between two windows.</summary>
public enum IndexerState : byte
{
    /// <summary>In text or in a tag.</summary>
    Content,

    /// <summary>After <c>&lt;!--</c>, before the two hyphens that end the comment.</summary>
    Comment,

    /// <summary>After <c>&lt;![CDATA[</c>, before <c>]]&gt;</c>.</summary>
    CData,

    /// <summary>After <c>&lt;?</c>, before <c>?&gt;</c>.</summary>
    ProcessingInstruction,
}
