namespace Pyner.Sra.Sources.Archive;

/// <summary>One thing that the walk through an inflated chunk found for the reader of a batch.</summary>
internal struct StreamEvent
{
    public StreamEventType Type;

    /// <summary>Of a member.</summary>
    public SubmissionFileKind Kind;

    /// <summary>
    /// Of a group: whether it is the submission's first. Of a member: whether it repeats an earlier one. Of a group's end: whether it is whole.
    /// </summary>
    public bool Flag;

    /// <summary>Where a piece of content, or a member's name, starts in the chunk.</summary>
    public int Start;

    /// <summary>Bytes of a piece of content, or of a member's name.</summary>
    public int Length;

    /// <summary>Of a member: bytes of its content.</summary>
    public long Size;

    /// <summary>Of a group.</summary>
    public SubmissionAccession Accession;
}
