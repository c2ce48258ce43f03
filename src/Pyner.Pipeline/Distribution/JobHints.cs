using System.Collections.Concurrent;

namespace Pyner.Pipeline.Distribution;

/// <summary>Brings the hints that messages give to those in this process who work on the job that they are about. For use by any thread.</summary>
public sealed class JobHints
{
    private readonly ConcurrentDictionary<string, Hint> _byJob = new(StringComparer.Ordinal);

    /// <summary>The hint of a job that this process works on from now on.</summary>
    public Hint Open(string jobId) => _byJob.GetOrAdd(jobId, _ => new Hint());

    /// <summary>Forgets a job that this process no longer works on.</summary>
    public void Close(string jobId) => _byJob.TryRemove(jobId, out _);

    /// <summary>Gives a job's hint. Nothing happens where this process does not work on it.</summary>
    public void Give(string jobId)
    {
        if (_byJob.TryGetValue(jobId, out Hint? hint))
            hint.Give();
    }
}
