namespace Pyner.Sra.Sources.Spooling;

/// <summary>Consecutive groups of a stream, in a segment file.</summary>
internal sealed class SegmentBatch : SubmissionBatch
{
    /// <summary>The job whose batch it is.</summary>
    public required string JobId { get; init; }

    /// <summary>The segment.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the files that only tables need have their content too.</summary>
    public required bool ForTables { get; init; }

    /// <summary>Number of groups in it.</summary>
    public required long Groups { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Length { get; init; }
}
