namespace Pyner.Pipeline.Tests;

public sealed class TarTableKillTests : TableKillTests
{
    public TarTableKillTests(ManySubmissions submissions)
        : base(submissions["tar"], 6) => Kills = 6;
}
