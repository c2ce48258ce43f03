namespace Pyner.Pipeline.Tests;

public sealed class TarGzKillTests : KillTests
{
    public TarGzKillTests(RealSources sources)
        : base(sources["tar.gz"], 3)
    {
    }
}
