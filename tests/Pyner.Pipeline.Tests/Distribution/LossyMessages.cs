using System.Threading.Channels;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Scanning;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A message bus that loses some messages, brings others twice, and all of them in any order.</summary>
/// <param name="seed">What happens to which.</param>
/// <param name="lost">Share of messages that are lost; 0 keeps all others in order too.</param>
/// <param name="twice">Share of messages that come twice.</param>
internal sealed class LossyMessages(int seed, double lost, double twice) : IBatchAnnouncer
{
    private readonly Channel<BatchPosition> _channel = Channel.CreateUnbounded<BatchPosition>();
    private readonly Random _random = new(seed);
    private readonly List<BatchPosition> _held = [];

    public ChannelReader<BatchPosition> Reader => _channel.Reader;

    /// <summary>Messages sent, lost ones included.</summary>
    public int Sent { get; private set; }

    public Task AnnounceAsync(BatchPosition batch, CancellationToken cancellation)
    {
        lock (_held)
        {
            Sent++;
            if (_random.NextDouble() < lost)
                return Task.CompletedTask;
            _held.Add(batch);
            if (_random.NextDouble() < twice)
                _held.Add(batch);
            // One of those held back goes out, whichever.
            while (_held.Count > (lost > 0 ? 4 : 0) || (_held.Count > 0 && _random.Next(2) == 0))
            {
                int next = _random.Next(_held.Count);
                _channel.Writer.TryWrite(_held[next]);
                _held.RemoveAt(next);
            }
        }
        return Task.CompletedTask;
    }
}
