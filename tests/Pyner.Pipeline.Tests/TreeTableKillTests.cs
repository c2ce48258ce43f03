namespace Pyner.Pipeline.Tests;

public sealed class TreeTableKillTests : TableKillTests
{
    public TreeTableKillTests(ManySubmissions submissions)
        : base(submissions["tree"], 5) => Kills = 15;
}
