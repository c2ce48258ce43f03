namespace Pyner.Sra.Sources.Archive;

/// <summary>Consecutive submissions of a tar.</summary>
internal sealed class TarBatch : SubmissionBatch
{
    /// <summary>Where the archive's files lie.</summary>
    public required TarIndex Index { get; init; }

    /// <summary>The batch's first member.</summary>
    public required int Start { get; init; }

    /// <summary>The member after its last.</summary>
    public required int End { get; init; }
}
