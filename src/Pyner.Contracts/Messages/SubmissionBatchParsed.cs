namespace Pyner.Contracts.Messages;

/// <summary>Event: the partial of a batch is in the ledger.</summary>
public sealed record SubmissionBatchParsed
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The batch's position among the job's batches, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The batch's id: 32 hexadecimal digits.</summary>
    public required string BatchId { get; init; }

    /// <summary>The device that read the XML: <c>cpu</c>, <c>cuda:0</c> and so on.</summary>
    public required string Device { get; init; }

    /// <summary>Submissions read.</summary>
    public required long Submissions { get; init; }

    /// <summary>Bytes of XML read from sample, experiment and run files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files that could not be read as XML; the partial lists them.</summary>
    public required long RejectedFiles { get; init; }
}
