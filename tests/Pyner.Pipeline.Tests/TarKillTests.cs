namespace Pyner.Pipeline.Tests;

public sealed class TarKillTests : KillTests
{
    public TarKillTests(RealSources sources)
        : base(sources["tar"], 2)
    {
    }
}
