using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class LongTarGzKillTests : KillTests, IClassFixture<LongArchive>
{
    public LongTarGzKillTests(LongArchive archive)
        : base(archive.Path, 15) => Kills = 12;
}
