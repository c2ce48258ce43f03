using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Publishes messages that only hint at what the ledger has. None is worth waiting for: one that the broker does not take in time is dropped, and while
/// the broker is away no other is tried for a while. Whoever would have got it looks into the ledger now and then.
/// </summary>
public sealed partial class HintPublisher(IBus bus, ILogger<HintPublisher> logger) : IDisposable
{
    /// <summary>Messages that may wait for the broker's confirmation at a time.</summary>
    private const int MaxUnconfirmed = 64;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(MaxUnconfirmed);
    private long _droppedAt;

    /// <summary>Publishes a message, and does not wait for it. It returns once there is room for another one.</summary>
    public async Task PublishAsync<T>(T message, CancellationToken cancellation)
        where T : class
    {
        if (IsPausing)
            return;
        await _room.WaitAsync(cancellation);
        _ = SendAsync(message);
    }

    /// <summary>Publishes a message, and waits until the broker has it, or has not taken it in time: for whoever ends right afterwards.</summary>
    public async Task DeliverAsync<T>(T message)
        where T : class
    {
        if (IsPausing)
            return;
        await _room.WaitAsync();
        await SendAsync(message);
    }

    /// <summary>Publishes a message, and waits for nothing.</summary>
    public void Publish<T>(T message)
        where T : class
    {
        if (!IsPausing)
            _ = Task.Run(() => PublishAsync(message, CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private bool IsPausing => Interlocked.Read(ref _droppedAt) is long droppedAt and not 0 && Stopwatch.GetElapsedTime(droppedAt) < s_pause;

    private async Task SendAsync<T>(T message)
        where T : class
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await bus.Publish(message, patience.Token);
            Interlocked.Exchange(ref _droppedAt, 0);
        }
#pragma warning disable CA1031 // Whatever the transport throws, the ledger has it, and nobody waits for this.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (Interlocked.Exchange(ref _droppedAt, Stopwatch.GetTimestamp()) == 0)
                LogDropped(typeof(T).Name, e.Message);
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _room.Release();
        }
        catch (ObjectDisposedException)
        {
            // The service has ended meanwhile.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Message} was not published, and others are not until the broker is there again; "
            + "the services find in the ledger what it would have told: {Reason}")]
    private partial void LogDropped(string message, string reason);
}
