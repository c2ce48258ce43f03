using Pyner.Contracts.V1;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>Messages that come twice, late, in another order or not at all change no byte.</summary>
public sealed class MessageTests(PynerSystem system)
{
    [Theory]
    [MemberData(nameof(Nightly.Rounds), MemberType = typeof(Nightly))]
    public Task Messages_delivered_twice_and_in_another_order_change_nothing(int round) => TamperAsync("tree", round, false);

    [Theory]
    [MemberData(nameof(Nightly.Rounds), MemberType = typeof(Nightly))]
    public Task Messages_delivered_late_and_in_another_order_change_nothing(int round) => TamperAsync("tar.gz", -round, true);

    private async Task TamperAsync(string kind, int seed, bool onlyReordered)
    {
        PynerSystem.Require();
        await using MessageTamperer tamperer = await MessageTamperer.StartAsync(system.Broker.ConnectionString, seed, cutsOriginals: onlyReordered);
        Job job = await system.StartJobAsync(
            system.Corpora.Generated(kind),
            request => (request.BatchSize, request.Studies, request.Tables) = (15, true, true));
        Job ended = await system.RequireSameBytesAsync(job);
        Assert.Equal(ended.Progress.Planned.Batches, ended.Progress.Parsed.Batches);
        // Two for each batch at least: that it waits, and that it was parsed.
        Assert.True(
            tamperer.Brought > ended.Progress.Planned.Batches,
            $"{tamperer.Brought} copies of the messages about {ended.Progress.Planned.Batches} batches");
    }
}
