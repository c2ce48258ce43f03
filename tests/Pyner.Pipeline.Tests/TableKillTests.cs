using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Jobs that write tables, each table in two files: killed between parts, in the middle of files, and while the tables are put in place.</summary>
public sealed class TableKillTests : KillTests, IClassFixture<ManySubmissions>
{
    public TableKillTests(ManySubmissions submissions)
        : base(submissions.Path, 5)
    {
        Kills = 30;
        Tables = true;
        BatchSize = 1;
        MostBetweenCheckpoints = 300;
    }
}
