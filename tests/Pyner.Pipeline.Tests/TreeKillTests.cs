namespace Pyner.Pipeline.Tests;

public sealed class TreeKillTests : KillTests
{
    public TreeKillTests(RealSources sources)
        : base(sources["tree"], 1)
    {
    }
}
