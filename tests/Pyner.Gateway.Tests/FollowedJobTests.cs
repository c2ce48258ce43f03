using Pyner.Gateway.Jobs;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>What is shown of a job where a status is read that is older than the one before.</summary>
public sealed class FollowedJobTests
{
    private static readonly JobStatus s_running = Examples.Running();

    private readonly FollowedJob _job = new(TimeProvider.System);

    private long? Shown => _job.Snapshot([])?.Status.Revision;

    [Fact]
    public void An_older_status_is_not_shown_unless_the_next_one_is_older_too()
    {
        _job.Take(s_running with { Revision = 20 }, isInTurn: true);
        _job.Take(s_running with { Revision = 5 }, isInTurn: true);
        Assert.Equal(20, Shown);
        _job.Take(s_running with { Revision = 21 }, isInTurn: true);
        _job.Take(s_running with { Revision = 6 }, isInTurn: true);
        Assert.Equal(21, Shown);
        Task changed = _job.Changed;
        _job.Take(s_running with { Revision = 7 }, isInTurn: true);
        Assert.Equal(7, Shown);
        Assert.True(changed.IsCompleted);
    }

    [Fact]
    public void One_that_was_read_beside_others_is_never_taken_for_the_ledger_s_going_back()
    {
        _job.Take(s_running with { Revision = 20 }, isInTurn: true);
        for (int i = 0; i < 3; i++)
            _job.Take(s_running with { Revision = 5 }, isInTurn: false);
        Assert.Equal(20, Shown);
    }
}
