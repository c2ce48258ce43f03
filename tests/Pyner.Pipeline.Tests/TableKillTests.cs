using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>
/// Jobs that write tables, each table in two files: killed between parts, in the middle of files, and behind the last checkpoint, while the catalogs are
/// written and the tables are put in place.
/// </summary>
public abstract class TableKillTests : KillTests, IClassFixture<ManySubmissions>
{
    /// <summary>Kills jobs over one kind of source.</summary>
    protected TableKillTests(string source, int seed)
        : base(source, seed)
    {
        Tables = true;
        BatchSize = 1;
        MostBetweenCheckpoints = 300;
        AimBehind = ManySubmissions.Count;
    }
}
