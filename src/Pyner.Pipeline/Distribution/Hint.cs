namespace Pyner.Pipeline.Distribution;

/// <summary>
/// Wakes one who waits for something that it looks for now and then anyway: a message came that says it may be there. Hints given while nobody waits
/// count as one.
/// </summary>
public sealed class Hint : IDisposable
{
    private readonly SemaphoreSlim _given = new(0, 1);

    /// <summary>Wakes whoever waits, or the next one who does.</summary>
    public void Give()
    {
        if (_given.CurrentCount > 0)
            return;
        try
        {
            _given.Release();
        }
        catch (SemaphoreFullException)
        {
            // Someone else gave it meanwhile.
        }
    }

    /// <summary>Waits for a hint, but no longer than a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _given.WaitAsync(atMost, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _given.Dispose();
}
