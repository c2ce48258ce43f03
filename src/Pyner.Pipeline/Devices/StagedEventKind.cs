namespace Pyner.Pipeline.Devices;

/// <summary>What a batch's reader went by.</summary>
internal enum StagedEventKind
{
    /// <summary>A submission begins.</summary>
    Submission,

    /// <summary>A file of it.</summary>
    File,

    /// <summary>More of a file that is longer than a buffer.</summary>
    Stretch,

    /// <summary>A folder of it that can't be listed.</summary>
    UnreadableFolder,

    /// <summary>It has no more files.</summary>
    EndOfSubmission,

    /// <summary>There are no more submissions.</summary>
    EndOfBatch,
}
