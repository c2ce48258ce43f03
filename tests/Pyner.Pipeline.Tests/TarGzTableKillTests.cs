namespace Pyner.Pipeline.Tests;

public sealed class TarGzTableKillTests : TableKillTests
{
    public TarGzTableKillTests(ManySubmissions submissions)
        : base(submissions["tar.gz"], 7) => Kills = 6;
}
