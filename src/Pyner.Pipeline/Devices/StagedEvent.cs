using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Devices;

/// <summary>What a batch's reader went by, to be gone by again once the documents are indexed.</summary>
internal readonly record struct StagedEvent
{
    /// <summary>For <see cref="Document"/>: the file's bytes are not in the buffer.</summary>
    public const int None = -1;

    /// <summary>What it was.</summary>
    public required StagedEventKind Kind { get; init; }

    /// <summary>The submission, and whether its first group of files is here.</summary>
    public SubmissionAccession Accession { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.IsFirstGroup"/>
    public bool IsFirstGroup { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.IsWhole"/>
    public bool IsWhole { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.Kind"/>
    public SubmissionFileKind FileKind { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.IsDuplicate"/>
    public bool IsDuplicate { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.FilePath"/>
    public string Path { get; init; }

    /// <inheritdoc cref="SubmissionBatchReader.IgnoredFiles"/>
    public long IgnoredFiles { get; init; }

    /// <summary>The file's number in the buffer, or <see cref="None"/> where it was not read.</summary>
    public int Document { get; init; }

    /// <summary>Where in the file the buffer's bytes of it begin: 0 but for a <see cref="StagedEventKind.Stretch"/>.</summary>
    public long Offset { get; init; }

    /// <summary>How many of these bytes the stretch before has too.</summary>
    public int Overlap { get; init; }

    /// <summary>Whether a device is to index the file.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether the file goes on behind these bytes: it is longer than the buffer.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Why the file, behind the bytes in the buffer, or the folder can't be read.</summary>
    public FileUnreadableException? Fault { get; init; }
}
