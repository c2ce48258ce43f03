namespace Pyner.Query;

/// <summary>
/// Interrupts what a database is doing once a token is cancelled, again and again until it is over: an interruption that comes before a statement has
/// quite begun is forgotten when it begins.
/// </summary>
internal sealed class RepeatedInterruption : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly Action _interrupt;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _isOver;

    /// <summary>Begins to listen.</summary>
    /// <param name="interrupt">Interrupts; called from other threads, and never once this is disposed.</param>
    /// <param name="cancellation">What to listen to.</param>
    public RepeatedInterruption(Action interrupt, CancellationToken cancellation)
    {
        _interrupt = interrupt;
        _registration = cancellation.Register(Begin);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (!_isOver)
                _timer = new Timer(_ => Interrupt(), null, TimeSpan.Zero, s_interval);
        }
    }

    private void Interrupt()
    {
        // The next statement is none of the token's, and the connection may be gone.
        lock (_lock)
        {
            if (!_isOver)
                _interrupt();
        }
    }
}
