namespace Pyner.Pipeline.Distribution.Patience;

/// <summary>
/// Repeats a call to the ledger until the ledger can be reached. Every call may be repeated, so whoever works with one needs not care
/// whether it was restarted in between.
/// </summary>
/// <param name="waits">Called before each wait, with the reason and its length.</param>
/// <param name="stopping">Ends all waiting: the process is to end.</param>
public sealed class LedgerPatience(Action<LedgerUnavailableException, TimeSpan> waits, CancellationToken stopping)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <summary>Makes a call.</summary>
    public async Task<T> PersistAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        for (TimeSpan pause = s_shortest; ; pause = Longer(pause))
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (LedgerUnavailableException e)
            {
                waits(e, pause);
            }
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
            await Task.Delay(pause, end.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call.</summary>
    public Task PersistAsync(Func<Task> call, CancellationToken cancellation) => PersistAsync(
        async () =>
        {
            await call().ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <summary>Makes a call that blocks.</summary>
    public T Persist<T>(Func<T> call)
    {
        for (TimeSpan pause = s_shortest; ; pause = Longer(pause))
        {
            try
            {
                return call();
            }
            catch (LedgerUnavailableException e)
            {
                waits(e, pause);
            }
            if (stopping.WaitHandle.WaitOne(pause))
                throw new OperationCanceledException(stopping);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < s_longest ? pause * 2 : s_longest;
}
