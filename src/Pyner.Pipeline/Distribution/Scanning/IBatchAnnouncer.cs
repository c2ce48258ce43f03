namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>Tells the workers of batches.</summary>
public interface IBatchAnnouncer
{
    /// <summary>
    /// Tells them of a batch, if that is possible now. It must not fail where it is not, nor wait for long: the batch is announced again when it is overdue.
    /// </summary>
    Task AnnounceAsync(BatchPosition batch, CancellationToken cancellation);
}
