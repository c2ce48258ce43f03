namespace Pyner.Corpus.Documents;

/// <summary>Where a document's parts lie, noted while it is written: a fault is put in at one of these places.</summary>
internal sealed class DocumentMarks
{
    /// <summary>Just after the XML declaration, or 0 where there is none.</summary>
    public int DeclarationEnd { get; set; }

    /// <summary>The <c>&lt;</c> of the root's start tag.</summary>
    public int RootStart { get; set; }

    /// <summary>Just after the root's end tag.</summary>
    public int RootEnd { get; set; }

    /// <summary>The <c>&gt;</c> of every record's start tag.</summary>
    public List<int> RecordTagEnds { get; } = [];

    /// <summary>The text of every plainly written element: from just after its start tag to the <c>&lt;</c> of its end tag.</summary>
    public List<(int Start, int End)> Texts { get; } = [];

    public void Clear()
    {
        DeclarationEnd = RootStart = RootEnd = 0;
        RecordTagEnds.Clear();
        Texts.Clear();
    }
}
