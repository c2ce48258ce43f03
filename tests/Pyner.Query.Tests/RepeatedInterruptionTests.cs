using Xunit;

namespace Pyner.Query.Tests;

public sealed class RepeatedInterruptionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interruption_that_is_lost_is_repeated_until_all_is_over(bool before)
    {
        using var stop = new CancellationTokenSource();
        if (before)
            await stop.CancelAsync();
        int interruptions = 0;
        using var enough = new SemaphoreSlim(0);
        var interruption = new RepeatedInterruption(
            () =>
            {
                if (Interlocked.Increment(ref interruptions) == 3)
                    enough.Release();
            },
            stop.Token);
        if (!before)
        {
            Assert.Equal(0, Volatile.Read(ref interruptions));
            await stop.CancelAsync();
        }
        Assert.True(await enough.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        interruption.Dispose();
        int last = Volatile.Read(ref interruptions);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(last, Volatile.Read(ref interruptions));
    }

    [Fact]
    public void What_is_over_is_not_interrupted()
    {
        using var stop = new CancellationTokenSource();
        new RepeatedInterruption(() => Assert.Fail("it is over"), stop.Token).Dispose();
        stop.Cancel();
    }
}
