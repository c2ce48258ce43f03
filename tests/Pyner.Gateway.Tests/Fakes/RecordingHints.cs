using System.Collections.Concurrent;
using Pyner.Gateway.Hints;

namespace Pyner.Gateway.Tests.Fakes;

/// <summary>Keeps the hints that were given.</summary>
internal sealed class RecordingHints : IJobHints
{
    public ConcurrentQueue<string> Given { get; } = new();

    public void Started(string jobId) => Given.Enqueue("start " + jobId);

    public void CancellationRequested(string jobId) => Given.Enqueue("cancel " + jobId);
}
