namespace Pyner.Gateway.Hints;

/// <summary>Tells the other services that the ledger has news for them. They find it by themselves too, only later.</summary>
internal interface IJobHints
{
    /// <summary>A job was added. Returns at once.</summary>
    void Started(string jobId);

    /// <summary>A job is to be cancelled. Returns at once.</summary>
    void CancellationRequested(string jobId);
}
